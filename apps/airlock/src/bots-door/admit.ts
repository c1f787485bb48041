import { errorCode } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { dropRestOfBody } from '../http/read-limited-body.ts';
import { knockOf } from './knock.ts';
import { lookAgain } from './look-again.ts';
import type { Slots } from '../http/slots.ts';
import type { Refusal, Route } from './route.ts';

type Limits = { perBot: Slots; perAddress: Slots };

/** Lets a request in only with a living token from its own bot's address and within the limits, then serves it. */
export async function admit(visit: Visit, route: Route, slots: Limits): Promise<void> {
  visit.facts.route = route.name;
  const knock = knockOf(visit.request, route.token);
  if (knock === null) return refuse(visit, route, 'forbidden');
  const freeAddress = slots.perAddress.take(knock.remoteAddress);
  if (freeAddress === null) return refuse(visit, route, 'busy');
  const followed = visit.door.underWay.follow();
  try {
    const resolved = await route.resolve(visit.door.directory, knock).catch((error: unknown): Refusal => {
      if (errorCode(error) === 'not_found') return 'forbidden';
      visit.door.log.error({ route: route.name, code: errorCode(error) }, 'could not look a caller up');
      return 'no_directory';
    });
    if (typeof resolved === 'string') return refuse(visit, route, resolved);
    visit.facts.botId = resolved.caller.botId;
    followed.belongsTo(resolved.caller.botId, () => lookAgain(visit, route, knock, resolved));
    const freeBot = slots.perBot.take(resolved.caller.botId);
    if (freeBot === null) return refuse(visit, route, 'busy');
    try {
      await resolved.serve(visit);
    } finally {
      freeBot();
    }
  } finally {
    followed.end();
    freeAddress();
  }
}

function refuse(visit: Visit, route: Route, refusal: Refusal): void {
  visit.facts.refused = refusal;
  dropRestOfBody(visit);
  route.refuse(visit, refusal);
}

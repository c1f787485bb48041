import type { Ids } from '../row.ts';
import type { Side } from '../world/make-side.ts';
import { isUnguessable } from './markers.ts';
import type { Exchange, Judge } from './run-matrix.ts';

/** Pieces of an organisation's data in one answer to somebody who does not belong there. */
export type Leak = { entrance: string; actor: string; foreign: string; whose: Whose; markers: string[] };

/** `hidden`: the bot of our own organisation that the guest was not given. `personal`: our people, for support staff. */
type Whose = Side['name'] | 'hidden' | 'personal';

type Markers = Readonly<Record<Side['name'], ReadonlySet<string>>>;

/**
 * Looks for the markers of every organisation that the reader does not belong to. What they sent themselves tells them
 * nothing, nor does what is their own; the ids that the members of ours name in requests stand in our log of refusals.
 */
export function findLeaks(
  exchanges: readonly Exchange[],
  markers: Markers,
  sides: Readonly<Record<Side['name'], Side>>,
  { judge, own }: { judge: Judge; own: ReadonlyMap<string, ReadonlySet<string>> },
): Leak[] {
  const shown = [...sides.ours.shownByToken, ...sides.theirs.shownByToken];
  const { bot, botName, request } = sides.ours.hidden;
  const all: Readonly<Record<Whose, ReadonlySet<string>>> = {
    ...markers,
    hidden: new Set([bot, botName, request]),
    personal: personalOf(sides.ours),
  };
  const named = idsOf(sides.theirs.ids);
  const found = [sides.ours, sides.theirs].flatMap(({ organisationId, organisationName, ids }) => [
    organisationId,
    organisationName,
    ids.org,
  ]);
  return exchanges.flatMap((exchange) => {
    const { by, received, sent, row, entrance, actor, foreign } = exchange;
    const known = new Set([
      ...(own.get(actor) ?? []),
      ...(row.showsHolderOf === 'token' ? shown : []),
      ...(row.needs === 'support' && by.role === 'support' ? found : []),
    ]);
    const echoed = [...idsOf(sides.ours.ids), ...named].filter(
      (id) => sent.includes(id) || (by.role !== null && named.includes(id)),
    );
    const tells = (marker: string) =>
      received.includes(marker) &&
      !known.has(marker) &&
      !sent.includes(marker) &&
      isUnguessable(without(marker, echoed));
    return strangerTo(by.role, judge).flatMap((whose) => {
      const seen = [...all[whose]].filter(tells);
      return seen.length === 0
        ? []
        : [{ entrance, actor, foreign: foreign.join(' + ') || 'own ids', whose, markers: seen }];
    });
  });
}

function strangerTo(role: Exchange['by']['role'], judge: Judge): Whose[] {
  if (role === null) return ['ours', 'theirs'];
  // Masking is the application's alone.
  if (role === 'support') return judge === 'roles' ? ['theirs', 'personal'] : ['theirs'];
  return role === 'guest' ? ['theirs', 'hidden'] : ['theirs'];
}

/** Names and addresses of the people of an organisation. */
function personalOf({ people }: Side): Set<string> {
  const customers = Object.values(people).filter((person) => person !== people.support);
  return new Set(customers.flatMap(({ email, name }) => [email, name]));
}

/** What requests name; a bot's name is no id. */
function idsOf(ids: Ids): string[] {
  return Object.values({ ...ids, botName: '' }).filter((id) => id !== '');
}

/** What is left of a text, such as an address, when the ids in it are taken out. */
function without(text: string, ids: readonly string[]): string {
  return ids.reduce((rest, id) => rest.replaceAll(id, ''), text);
}

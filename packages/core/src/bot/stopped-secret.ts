import type { Context } from '../context.ts';
import { readAs } from '../scope-of.ts';
import { failureText } from '../text/failures.ts';
import type { BotRow } from './read-rows.ts';
import { isGiven } from './secret-kinds.ts';
import type { FailureCard, GivenKind } from './views.ts';

/** A secret that somebody stopped at the airlock, so that the bot cannot work until it has another one. */
export type StoppedSecret = { kind: GivenKind; revokedAt: Date };

const CODES = { telegram_token: 'telegram_token_stopped', provider_key: 'provider_key_stopped' } as const;
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});

/** The bot's stopped secret: the one stopped first, where both were. */
export function stoppedSecret({ secrets }: Pick<BotRow, 'secrets'>): StoppedSecret | null {
  const stopped = secrets.flatMap(({ kind, revokedAt }) => (isGiven(kind) && revokedAt ? [{ kind, revokedAt }] : []));
  return stopped.sort((one, other) => one.revokedAt.getTime() - other.revokedAt.getTime())[0] ?? null;
}

/** The code whose text tells of it. */
export const stoppedCode = ({ kind }: Pick<StoppedSecret, 'kind'>): string => CODES[kind];

/** The card that says who stopped it and when, and offers to replace it. */
export function stoppedCard(stopped: StoppedSecret, stoppedBy: string | null): FailureCard {
  const code = stoppedCode(stopped);
  const text = failureText(code);
  const when = `on ${MOMENT.format(stopped.revokedAt).replace(', ', ' at ')} UTC`;
  const who = `${stoppedBy ?? 'Somebody of your organisation'} stopped it ${when}.`;
  return { code, ...text, whatHappened: `${who} ${text.whatHappened}`, retryAt: null, logTail: [] };
}

/** Who stopped it, as the log tells; null where the actor may not see the log. */
export async function readStoppedBy(ctx: Context, botId: string, { kind }: StoppedSecret): Promise<string | null> {
  const event = await readAs(ctx).auditEvent.findFirst({
    where: {
      organisationId: ctx.organisationId,
      botId,
      event: 'bot.secret_revoked',
      before: { path: ['kind'], equals: kind },
    },
    orderBy: { sequence: 'desc' },
    select: { actorName: true },
  });
  return event?.actorName ?? null;
}

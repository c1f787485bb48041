import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { toPerson } from '../person/to-person.ts';
import { allows, requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { readBotRow } from './read-rows.ts';
import { readStoppedBy, stoppedSecret } from './stopped-secret.ts';
import { toView } from './to-view.ts';
import type { BotView } from './views.ts';

/**
 * Everything that a bot's page shows; without 'person:read' nobody who waits, without 'log:read' no line of its log.
 * Throws `not_found` for a bot that is gone or another's.
 */
export async function getBot(ctx: Context, { botId }: { botId: string }): Promise<BotView> {
  await requirePermission(ctx, 'bot:read');
  const id = idOrNotFound('bot', botId);
  const now = new Date();
  const [row, waiting] = await Promise.all([readBotRow(ctx, id), readWaiting(ctx, id, now)]);
  if (row === null) throw notFound('bot');
  const stopped = stoppedSecret(row);
  const stoppedBy = stopped === null ? null : await readStoppedBy(ctx, id, stopped);
  const view = toView(row, { waitingPeople: waiting.map((person) => toPerson(person)), stoppedBy }, now);
  return allows(ctx, 'log:read') || view.failure === null
    ? view
    : { ...view, failure: { ...view.failure, logTail: [] } };
}

async function readWaiting(ctx: Context, botId: string, now: Date) {
  if (!allows(ctx, 'person:read')) return [];
  return readAs(ctx).pairingRequest.findMany({
    where: { botId, organisationId: ctx.organisationId, state: 'waiting', expiresAt: { gt: now } },
    orderBy: { askedAt: 'asc' },
    take: 20,
  });
}

import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { requirePermission } from '../require-permission.ts';
import { toPerson } from '../person/to-person.ts';
import { readBotRow } from './read-rows.ts';
import { toView } from './to-view.ts';
import type { BotView } from './views.ts';
import { readAs } from '../scope-of.ts';

/** Everything that a bot's page shows. Throws `not_found` for a bot that is gone or another's. */
export async function getBot(ctx: Context, { botId }: { botId: string }): Promise<BotView> {
  await requirePermission(ctx, 'bot:read');
  const id = idOrNotFound('bot', botId);
  const read = readAs(ctx);
  const now = new Date();
  const [row, waiting] = await Promise.all([
    readBotRow(read, ctx.organisationId, id),
    read.pairingRequest.findMany({
      where: { botId: id, organisationId: ctx.organisationId, state: 'waiting', expiresAt: { gt: now } },
      orderBy: { askedAt: 'asc' },
      take: 20,
    }),
  ]);
  if (row === null) throw notFound('bot');
  return toView(
    row,
    waiting.map((person) => toPerson(person)),
    now,
  );
}

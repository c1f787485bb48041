import type { Bot, ReadClient, TenantTx } from '@clawberth/db';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';

/** The organisation's living bot of that id. Throws `not_found`, for another organisation's too. */
export async function findBot(read: Pick<ReadClient, 'bot'>, organisationId: string, botId: string): Promise<Bot> {
  const bot = await read.bot.findFirst({ where: { id: idOrNotFound('bot', botId), organisationId, deletedAt: null } });
  if (bot === null) throw notFound('bot');
  return bot;
}

/**
 * The same, with the row held until the transaction ends, so that two writers take turns.
 * A bot that is being deleted takes no more orders: it is not found either.
 */
export async function lockBot(tx: TenantTx, organisationId: string, botId: string): Promise<Bot> {
  const id = idOrNotFound('bot', botId);
  await tx.$queryRaw`select 1 from "Bot" where "id" = ${id}::uuid and "organisationId" = ${organisationId}::uuid for no key update`;
  const bot = await findBot(tx, organisationId, id);
  if (bot.desiredState === 'deleted') throw notFound('bot');
  return bot;
}

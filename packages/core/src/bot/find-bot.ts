import type { Bot, TenantTx } from '@clawberth/db';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { readAs } from '../scope-of.ts';
import { visibleBots } from './visible-bots.ts';

/** The organisation's living bot of that id. Throws `not_found`, for another organisation's and a guest's hidden one too. */
export async function findBot(ctx: Context, botId: string): Promise<Bot> {
  const bot = await readAs(ctx).bot.findFirst({ where: { ...visibleBots(ctx), id: idOrNotFound('bot', botId) } });
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
  const bot = await tx.bot.findFirst({ where: { id, organisationId, deletedAt: null } });
  if (bot === null || bot.desiredState === 'deleted') throw notFound('bot');
  return bot;
}

import type { Prisma } from '@clawberth/db';
import type { Context } from '../context.ts';
import { readAs } from '../scope-of.ts';
import { visibleBots } from './visible-bots.ts';

/** What the views of a bot are made from. Seven is the number of stages of a generation. */
const withParts = (now: Date) =>
  ({
    stages: { orderBy: { generation: 'desc' }, take: 7 },
    sandbox: true,
    _count: { select: { pairings: { where: { state: 'waiting', expiresAt: { gt: now } } } } },
  }) satisfies Prisma.BotInclude;

export type BotRow = Prisma.BotGetPayload<{ include: ReturnType<typeof withParts> }>;

/** One bot that the actor may see, or null. */
export async function readBotRow(ctx: Context, botId: string): Promise<BotRow | null> {
  return readAs(ctx).bot.findFirst({ where: { ...visibleBots(ctx), id: botId }, include: withParts(new Date()) });
}

/** The bots that the actor may see, newest first, at most 200. */
export async function readBotRows(ctx: Context): Promise<BotRow[]> {
  return readAs(ctx).bot.findMany({
    where: visibleBots(ctx),
    include: withParts(new Date()),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
  });
}

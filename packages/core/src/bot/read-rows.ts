import type { Prisma, ReadClient } from '@clawberth/db';

/** What the views of a bot are made from. Seven is the number of stages of a generation. */
const withParts = (now: Date) =>
  ({
    stages: { orderBy: { generation: 'desc' }, take: 7 },
    sandbox: true,
    _count: { select: { pairings: { where: { state: 'waiting', expiresAt: { gt: now } } } } },
  }) satisfies Prisma.BotInclude;

export type BotRow = Prisma.BotGetPayload<{ include: ReturnType<typeof withParts> }>;

/** One bot of the organisation that is not gone, or null. */
export async function readBotRow(read: ReadClient, organisationId: string, botId: string): Promise<BotRow | null> {
  return read.bot.findFirst({ where: { id: botId, organisationId, deletedAt: null }, include: withParts(new Date()) });
}

/** The organisation's bots that are not gone, newest first, at most 200. */
export async function readBotRows(read: ReadClient, organisationId: string): Promise<BotRow[]> {
  return read.bot.findMany({
    where: { organisationId, deletedAt: null },
    include: withParts(new Date()),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
  });
}

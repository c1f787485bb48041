import type { Prisma } from '@clawberth/db';
import type { Context } from '../context.ts';
import { readAs } from '../scope-of.ts';
import { allows } from '../require-permission.ts';
import { GIVEN_KINDS } from './secret-kinds.ts';
import { visibleBots } from './visible-bots.ts';

/** What the views of a bot are made from. Seven is the number of stages of a generation. */
const withParts = (now: Date) =>
  ({
    stages: { orderBy: { generation: 'desc' }, take: 7 },
    sandbox: true,
    secrets: {
      where: { kind: { in: [...GIVEN_KINDS] } },
      select: { kind: true, setAt: true, revokedAt: true, rotateReason: true },
    },
    organisation: { select: { rotationPolicy: true } },
    _count: { select: { pairings: { where: { state: 'waiting', expiresAt: { gt: now } } } } },
  }) satisfies Prisma.BotInclude;

export type BotRow = Prisma.BotGetPayload<{ include: ReturnType<typeof withParts> }>;

/** One bot that the actor may see, or null. */
export async function readBotRow(ctx: Context, botId: string): Promise<BotRow | null> {
  const where = { ...visibleBots(ctx), id: botId };
  const row = await readAs(ctx).bot.findFirst({ where, include: withParts(new Date()) });
  return row && asSeenBy(ctx, row);
}

/** The bots that the actor may see, newest first, at most 200. */
export async function readBotRows(ctx: Context): Promise<BotRow[]> {
  const rows = await readAs(ctx).bot.findMany({
    where: visibleBots(ctx),
    include: withParts(new Date()),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  return rows.map((row) => asSeenBy(ctx, row));
}

/** That people wait, and that keys are old, is told only to who may see them: for anybody else the bot works. */
function asSeenBy(ctx: Context, row: BotRow): BotRow {
  return {
    ...row,
    ...(allows(ctx, 'person:read') ? {} : { _count: { pairings: 0 } }),
    ...(allows(ctx, 'config:read') ? {} : { secrets: row.secrets.filter(({ revokedAt }) => revokedAt !== null) }),
  };
}

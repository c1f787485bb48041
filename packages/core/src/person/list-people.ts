import { findBot } from '../bot/find-bot.ts';
import { WAITING_PLACES } from '../bot/limits.ts';
import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { commandStatuses } from './command-statuses.ts';
import { toPerson } from './to-person.ts';
import type { PersonList } from './views.ts';
import { readAs } from '../scope-of.ts';

/** Who waits for the owner's word (oldest first) and who has had it (newest first, at most 100). Throws `not_found`. */
export async function listPeople(ctx: Context, { botId }: { botId: string }): Promise<PersonList> {
  await requirePermission(ctx, 'person:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const bot = await findBot(ctx, botId);
  const where = { botId: bot.id, organisationId };
  const [waiting, decided, statuses] = await Promise.all([
    read.pairingRequest.findMany({
      where: { ...where, state: 'waiting', expiresAt: { gt: new Date() } },
      orderBy: { askedAt: 'asc' },
      take: 50,
    }),
    read.pairingRequest.findMany({
      where: { ...where, state: { in: ['allowed', 'dismissed'] } },
      orderBy: { decidedAt: 'desc' },
      take: 100,
    }),
    commandStatuses(read, where),
  ]);
  const deciders = [...new Set(decided.flatMap(({ decidedById }) => decidedById ?? []))];
  const users = await read.user.findMany({ where: { id: { in: deciders } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return {
    waiting: waiting.map((row) => toPerson(row)),
    decided: decided.map((row) =>
      toPerson(row, { decidedByName: names.get(row.decidedById ?? '') ?? null, commandStatus: statuses(row) }),
    ),
    placesUsed: waiting.length,
    placesTotal: WAITING_PLACES,
  };
}

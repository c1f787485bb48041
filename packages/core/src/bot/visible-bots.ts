import type { Prisma } from '@clawberth/db';
import type { Context } from '../context.ts';

/** The organisation's living bots that the actor may see: a guest those that they were given, anybody else all. */
export function visibleBots({ organisationId, actor }: Context): Prisma.BotWhereInput {
  const living = { organisationId, deletedAt: null };
  const guest = actor.type === 'user' && actor.role === 'guest';
  return guest ? { ...living, guests: { some: { userId: actor.userId } } } : living;
}

import type { Invitation, Mail } from '@clawberth/db';
import type { Context } from '../context.ts';
import { roleAllows } from '../permissions.ts';
import { requirePermission } from '../require-permission.ts';
import { readAccounts, readAs } from '../scope-of.ts';
import { letterSeenBy, personSeenBy } from '../support/seen-by.ts';
import type { InvitationView, LetterView, MemberView } from './views.ts';
import { isOver } from '../not-over.ts';

/**
 * Members by the time they joined, and invitations that are not used or revoked, newest first; at most 500 each. Second
 * factor and last visit are told to who manages members.
 */
export async function listMembers(ctx: Context): Promise<{ members: MemberView[]; invitations: InvitationView[] }> {
  await requirePermission(ctx, 'member:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const [memberships, invitations, letters] = await Promise.all([
    read.membership.findMany({
      where: { organisationId },
      include: {
        user: { select: { name: true, email: true } },
        guestBots: { select: { bot: { select: { id: true, name: true } } } },
      },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      take: 500,
    }),
    read.invitation.findMany({
      where: { organisationId, acceptedAt: null, revokedAt: null },
      orderBy: { createdAt: 'desc' },
      take: 500,
    }),
    read.mail.findMany({
      where: { organisationId, kind: 'invitation' },
      orderBy: { createdAt: 'asc' },
      omit: { sealedBody: true },
      take: 2_000,
    }),
  ]);
  const account = await readAccountFacts(
    ctx,
    memberships.map(({ userId }) => userId),
  );
  const bots = await readBotNames(ctx, invitations);
  const names = new Map(memberships.map(({ userId, user }) => [userId, personSeenBy(ctx, user).name]));
  const newest = new Map(letters.map((letter) => [letter.recipient, letter]));
  const now = new Date();
  return {
    members: memberships.map(({ userId, role, createdAt, expiresAt, user, guestBots }) => ({
      userId,
      ...personSeenBy(ctx, user),
      role,
      joinedAt: createdAt,
      guest: expiresAt === null ? null : { bots: guestBots.map(({ bot }) => bot), until: expiresAt },
      ended: isOver({ expiresAt }, now),
      secondFactor: account === null ? null : account.withSecondFactor.has(userId),
      lastSeenAt: account?.lastSeen.get(userId) ?? null,
    })),
    invitations: invitations.map((row) => ({
      id: row.id,
      ...personSeenBy(ctx, { email: row.email }),
      role: row.role,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      expired: row.expiresAt <= now,
      invitedByName: names.get(row.invitedById) ?? null,
      guest:
        row.guestUntil === null
          ? null
          : {
              until: row.guestUntil,
              bots: row.botIds.flatMap((id) => (bots.has(id) ? [{ id, name: bots.get(id) ?? '' }] : [])),
            },
      letter: letterSeenBy(ctx, toLetter(newest.get(row.email), row)),
    })),
  };
}

type AccountFacts = { withSecondFactor: Set<string>; lastSeen: Map<string, Date | null> };

/** Accounts belong to no organisation: read by Clawberth itself, and told to who manages members alone. */
async function readAccountFacts(
  { services, actor }: Context,
  userIds: readonly string[],
): Promise<AccountFacts | null> {
  if (actor.type !== 'user' || !roleAllows(actor.role, 'member:manage')) return null;
  const read = readAccounts(services);
  const userId = { in: [...userIds] };
  const [factors, sessions] = await Promise.all([
    read.secondFactor.findMany({ where: { userId, confirmedAt: { not: null } }, select: { userId: true } }),
    read.session.groupBy({ by: ['userId'], where: { userId }, _max: { lastSeenAt: true } }),
  ]);
  return {
    withSecondFactor: new Set(factors.map((one) => one.userId)),
    lastSeen: new Map(sessions.map((one) => [one.userId, one._max.lastSeenAt])),
  };
}

async function readBotNames(ctx: Context, invitations: readonly Invitation[]): Promise<Map<string, string>> {
  const ids = [...new Set(invitations.flatMap(({ botIds }) => botIds))];
  if (ids.length === 0) return new Map();
  const rows = await readAs(ctx).bot.findMany({
    where: { organisationId: ctx.organisationId, id: { in: ids }, deletedAt: null },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toLetter(letter: Omit<Mail, 'sealedBody'> | undefined, { createdAt }: Invitation): LetterView | null {
  // An older letter belongs to an earlier invitation of the same address.
  if (letter === undefined || letter.createdAt < createdAt) return null;
  const { sentAt, nextAttemptAt, error } = letter;
  if (sentAt !== null) return { state: 'sent', error: null, at: sentAt };
  return { state: nextAttemptAt === null ? 'failed' : 'waiting', error, at: nextAttemptAt };
}

import type { TenantTx } from '@clawberth/db';
import { roleAllows } from '../permissions.ts';
import type { MemberRow } from './lock-member.ts';
import type { ReachableSecret } from './views.ts';

/**
 * The keys and tokens of living bots that a member could have got at: all for who may set them, those of that time for
 * who once could, and those that they set themselves. By bot; none for who never could.
 */
export async function reachableSecrets(tx: TenantTx, member: MemberRow): Promise<ReachableSecret[]> {
  const { organisationId, userId } = member;
  const until = await couldUntil(tx, member);
  const rows = await tx.botSecret.findMany({
    where: {
      organisationId,
      kind: { in: ['telegram_token', 'provider_key'] },
      bot: { deletedAt: null, desiredState: { not: 'deleted' } },
      OR: [{ setById: userId }, ...(until === null ? [] : [{ setAt: { lte: until } }])],
    },
    include: { bot: { select: { name: true } } },
    orderBy: [{ bot: { name: 'asc' } }, { botId: 'asc' }, { kind: 'asc' }],
  });
  const names = await namesOf(
    tx,
    rows.flatMap(({ setById }) => setById ?? []),
  );
  return rows.map(({ botId, bot, kind, fingerprint, setById, setAt }) => ({
    botId,
    botName: bot.name,
    kind: kind === 'telegram_token' ? 'telegram_token' : 'provider_key',
    fingerprint,
    setByName: names.get(setById ?? '') ?? null,
    setAt,
  }));
}

/** Until when the member could set keys: now, the day on which they lost that right, or null for never. */
async function couldUntil(tx: TenantTx, { organisationId, userId, role }: MemberRow): Promise<Date | null> {
  if (roleAllows(role, 'secret:manage')) return new Date();
  const lost = await tx.auditEvent.findFirst({
    where: {
      organisationId,
      event: 'member.role_changed',
      targetId: userId,
      OR: [{ before: { path: ['role'], equals: 'owner' } }, { before: { path: ['role'], equals: 'admin' } }],
    },
    orderBy: { occurredAt: 'desc' },
    select: { occurredAt: true },
  });
  return lost?.occurredAt ?? null;
}

async function namesOf(tx: TenantTx, ids: readonly string[]): Promise<Map<string, string>> {
  const users = await tx.user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

/** What the audit log says of them: fingerprints, never a secret. */
export function auditSecrets(secrets: readonly ReachableSecret[]) {
  return secrets.map(({ botId, botName, kind, fingerprint }) => ({ bot: botId, name: botName, kind, fingerprint }));
}

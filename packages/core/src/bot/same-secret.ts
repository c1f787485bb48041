import type { TenantTx } from '@clawberth/db';
import { notFound, type ClawberthError } from '../errors.ts';
import { fieldError } from '../input/parse-input.ts';
import type { GivenKind } from './views.ts';
import { lockOrganisation } from '../organisation/lock-organisation.ts';

/** A bot of the organisation that uses the value, with the row that says so. */
export type SameSecret = {
  secretId: string;
  botId: string;
  botName: string;
  fingerprint: string;
  revokedAt: Date | null;
};

/**
 * Every living bot of the organisation that uses the same value as this bot does, by kind and fingerprint, this one first.
 * Keeps deploys and replacements of the organisation waiting, so that none slips in between. Throws `not_found`
 * where the bot has no secret of the kind.
 */
export async function lockSameSecrets(
  tx: TenantTx,
  { organisationId, botId, kind }: { organisationId: string; botId: string; kind: GivenKind },
): Promise<SameSecret[]> {
  await lockOrganisation(tx, organisationId);
  const own = await tx.botSecret.findFirst({ where: { organisationId, botId, kind }, select: { fingerprint: true } });
  if (own === null) throw notFound('secret');
  const rows = await tx.botSecret.findMany({
    where: { organisationId, kind, fingerprint: own.fingerprint, bot: { deletedAt: null } },
    include: { bot: { select: { name: true } } },
    orderBy: [{ bot: { name: 'asc' } }, { botId: 'asc' }],
  });
  return rows
    .map((row) => ({
      secretId: row.id,
      botId: row.botId,
      botName: row.bot.name,
      fingerprint: row.fingerprint,
      revokedAt: row.revokedAt,
    }))
    .sort((one, other) => Number(other.botId === botId) - Number(one.botId === botId));
}

/**
 * Throws `conflict` at `field` for a value that somebody of the organisation has stopped: it is never used again. For
 * inside of the transaction that would give it to a bot.
 */
export async function requireNotStopped(
  tx: TenantTx,
  secret: { organisationId: string; kind: GivenKind; fingerprint: string },
  field: string,
): Promise<void> {
  const { organisationId, kind, fingerprint } = secret;
  await lockOrganisation(tx, organisationId);
  const stopped = { organisationId, kind, fingerprint, revokedAt: { not: null } };
  if ((await tx.botSecret.count({ where: stopped })) === 0) return;
  throw stoppedValue(kind, field);
}

/** The refusal of a value that was stopped. */
export function stoppedValue(kind: GivenKind, field: string): ClawberthError {
  const what = kind === 'telegram_token' ? 'This token' : 'This key';
  return fieldError('conflict', field, `${what} was stopped here, and stays stopped. Make a new one and paste that.`);
}

/** Throws `conflict` at `field` when the bot has this very value already: that would replace nothing. */
export async function requireNewValue(
  tx: TenantTx,
  secret: { organisationId: string; botId: string; kind: GivenKind; fingerprint: string },
  field: string,
): Promise<void> {
  await requireNotStopped(tx, secret, field);
  const { organisationId, botId, kind, fingerprint } = secret;
  if ((await tx.botSecret.count({ where: { organisationId, botId, kind, fingerprint } })) === 0) return;
  throw sameValue(kind, field);
}

/** The refusal of the value that the bot has. */
export function sameValue(kind: GivenKind, field: string): ClawberthError {
  const what = kind === 'telegram_token' ? 'token' : 'key';
  return fieldError('conflict', field, `The bot has this ${what} already. Make a new one and paste that.`);
}

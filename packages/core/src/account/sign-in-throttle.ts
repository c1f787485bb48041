import { createHash } from 'node:crypto';
import type { TenantTx } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';

const WINDOW_MS = 10 * 60_000;
const MOST_FAILURES = 5;
const FIRST_LOCK_MS = 10 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;

/** What is tried too often: each kind is counted and locked by itself. */
export type Tried = 'sign-in' | 'reset';

const TOO_MANY: Readonly<Record<Tried, string>> = {
  'sign-in': 'Too many failed sign-ins',
  reset: 'A new password was asked for too often',
};

/** What failures are counted by: the e-mail address typed, whether or not it has an account, and the caller's address. */
export function throttleKeys(email: string, ip: string | null, tried: Tried = 'sign-in'): string[] {
  const prefix = tried === 'sign-in' ? '' : `${tried} `;
  const key = (kind: string, value: string) => createHash('sha256').update(`${prefix}${kind} ${value}`).digest('hex');
  return [key('account', email), ...(ip === null ? [] : [key('address', ip)])].sort();
}

/** Throws `too_many_requests` while the account or the address is locked; says the same for accounts that do not exist. */
export async function requireNotLocked(
  request: RequestContext,
  keys: readonly string[],
  tried: Tried = 'sign-in',
): Promise<void> {
  const where = { key: { in: [...keys] }, lockedUntil: { gt: new Date() } };
  const locked = await readAccounts(request.services).signInThrottle.findFirst({
    where,
    orderBy: { lockedUntil: 'desc' },
  });
  const until = locked?.lockedUntil ?? null;
  if (until === null) return;
  const minutes = Math.ceil((until.getTime() - Date.now()) / 60_000);
  throw new ClawberthError(
    'too_many_requests',
    `${TOO_MANY[tried]}. Please wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
  );
}

/** Counts a failure; the fifth within 10 minutes locks for 10 minutes, the next lock within a day for twice as long. */
export async function countFailure(tx: TenantTx, keys: readonly string[], now: Date = new Date()): Promise<void> {
  for (const key of keys) {
    await tx.signInThrottle.createMany({ data: [{ key, failedAt: [] }], skipDuplicates: true });
    await tx.$queryRaw`select 1 from "SignInThrottle" where "key" = ${key}::char(64) for update`;
    const row = await tx.signInThrottle.findUniqueOrThrow({ where: { key } });
    const failedAt = [...row.failedAt.filter((at) => at.getTime() > now.getTime() - WINDOW_MS), now];
    const locks = now.getTime() - row.updatedAt.getTime() > LONGEST_LOCK_MS ? 0 : row.locks;
    const lock = failedAt.length >= MOST_FAILURES;
    const lockMs = Math.min(FIRST_LOCK_MS * 2 ** locks, LONGEST_LOCK_MS);
    await tx.signInThrottle.update({
      where: { key },
      data: lock
        ? { failedAt: [], locks: locks + 1, lockedUntil: new Date(now.getTime() + lockMs), updatedAt: now }
        : { failedAt, locks, updatedAt: now },
    });
  }
}

/** A right sign-in clears the account, not the address: one good account must not open the door to guessing others. */
export async function clearFailures(tx: TenantTx, email: string): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: { in: throttleKeys(email, null) } } });
}

import type { TenantTx } from '@clawberth/db';
import { checkTotp } from './check-totp.ts';
import type { OpenSecondFactor } from './read-second-factor.ts';
import { hashRecoveryCode } from './recovery-codes.ts';

/** Which kind of code was taken, and how many recovery codes are left then. */
export type AcceptedCode = { kind: 'app' } | { kind: 'recovery'; codesLeft: number };

/**
 * Takes a code of the app, or a recovery code, and uses it up: of two that come at once with the same code,
 * one is taken. Null when it does not fit, was used before, or the second factor is not in force.
 */
export async function acceptCode(tx: TenantTx, factor: OpenSecondFactor, typed: string): Promise<AcceptedCode | null> {
  if (factor.confirmedAt === null) return null;
  const { userId } = factor;
  const codeHash = hashRecoveryCode(typed);
  if (codeHash !== null) {
    const used = await tx.recoveryCode.updateMany({
      where: { userId, codeHash, usedAt: null },
      data: { usedAt: new Date() },
    });
    if (used.count !== 1) return null;
    return { kind: 'recovery', codesLeft: await tx.recoveryCode.count({ where: { userId, usedAt: null } }) };
  }
  const step = checkTotp({ secret: factor.secret, code: typed, lastStep: factor.lastStep });
  if (step === null) return null;
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, confirmedAt: { not: null }, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1 ? { kind: 'app' } : null;
}

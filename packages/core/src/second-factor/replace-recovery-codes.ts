import { randomUUID } from 'node:crypto';
import type { TenantTx } from '@clawberth/db';
import { hashToken } from '../secrets/hash-token.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

/** Ten new codes, stored as hashes; those before are gone. Inside the caller's transaction, which audits. */
export async function replaceRecoveryCodes(tx: TenantTx, userId: string): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ id: randomUUID(), userId, codeHash: hashToken(code) })),
  });
  return codes;
}

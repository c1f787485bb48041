import { readAccounts } from '../scope-of.ts';
import { secondFactorPlace } from '../secrets/places.ts';
import type { Services } from '../services.ts';

/** A second factor with its secret opened; in force once `confirmedAt` is set. */
export type OpenSecondFactor = { userId: string; secret: string; confirmedAt: Date | null; lastStep: number };

/** The person's second factor, or null. Throws VaultError when its row was changed or moved. */
export async function readSecondFactor(services: Services, userId: string): Promise<OpenSecondFactor | null> {
  const row = await readAccounts(services).secondFactor.findUnique({ where: { userId } });
  if (row === null) return null;
  const secret = await services.vault.open(secondFactorPlace(userId), row.sealedSecret);
  const { confirmedAt, lastStep } = row;
  return { userId, secret: secret.toString('utf8'), confirmedAt, lastStep };
}

import { randomUUID } from 'node:crypto';
import type { BotSecret, Prisma, SecretKind } from '@clawberth/db';
import type { Services } from '../services.ts';
import { secretPlace } from './places.ts';

type NewSecret = { organisationId: string; botId: string; kind: SecretKind; value: string; setById: string | null };
/** A row whose fingerprint is known, as it always is for one that was just made. */
export type SealedSecret = Prisma.BotSecretUncheckedCreateInput;

/** The row of a secret, sealed, with the fingerprint by which a person knows it again; ready to be written. */
export async function sealSecret({ vault }: Services, secret: NewSecret): Promise<SealedSecret> {
  const { value, ...rest } = secret;
  const id = randomUUID();
  const { sealed, dataKeyVersion } = await vault.seal(secretPlace(secret.organisationId, id), value);
  const fingerprint = await vault.fingerprint(secret.organisationId, value);
  return { id, ...rest, sealedValue: sealed, dataKeyVersion, fingerprint };
}

/** The secret itself. Throws VaultError when the row was changed or moved. */
export async function openSecret(
  { vault }: Services,
  row: Pick<BotSecret, 'id' | 'organisationId' | 'sealedValue'>,
): Promise<string> {
  return (await vault.open(secretPlace(row.organisationId, row.id), row.sealedValue)).toString('utf8');
}

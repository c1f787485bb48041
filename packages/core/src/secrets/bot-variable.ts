import { randomUUID } from 'node:crypto';
import type { BotVariable, Prisma } from '@clawberth/db';
import type { Services } from '../services.ts';
import { variablePlace } from './places.ts';

type NewVariable = { organisationId: string; botId: string; name: string; secret: boolean; setById: string | null };

/** The row of a variable's draft, sealed; ready to be written. It keeps its id, and so its seal, when it is put into force. */
export async function sealVariable(
  { vault }: Services,
  { value, ...variable }: NewVariable & { value: string },
): Promise<Prisma.BotVariableCreateManyInput> {
  const id = randomUUID();
  const { sealed, dataKeyVersion } = await vault.seal(variablePlace(variable.organisationId, id), value);
  const fingerprint = await vault.fingerprint(variable.organisationId, value);
  return { id, ...variable, stage: 'draft', sealedValue: sealed, dataKeyVersion, fingerprint };
}

/** The row of a draft that takes the variable away. It holds no value, so no data key (0). */
export function removalOf(variable: NewVariable): Prisma.BotVariableCreateManyInput {
  return { id: randomUUID(), ...variable, stage: 'draft', sealedValue: null, dataKeyVersion: 0, fingerprint: null };
}

/** The value itself; null for a draft that takes it away. Throws VaultError when the row was changed or moved. */
export async function openVariable(
  { vault }: Services,
  row: Pick<BotVariable, 'id' | 'organisationId' | 'sealedValue'>,
): Promise<string | null> {
  if (row.sealedValue === null) return null;
  return (await vault.open(variablePlace(row.organisationId, row.id), row.sealedValue)).toString('utf8');
}

import { randomUUID } from 'node:crypto';
import type { ConfigVersion, Prisma } from '@clawberth/db';
import { TEMPLATE_IDS } from '@clawberth/openclaw';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { formPlace } from './places.ts';

/** What a config version holds, sealed as JSON. */
export const botForm = z.strictObject({
  name: z.string(),
  template: z.enum(TEMPLATE_IDS),
  instructions: z.string(),
  about: z.string(),
  modelId: z.string(),
});
export type BotForm = z.infer<typeof botForm>;

type Version = { organisationId: string; botId: string; number: number; createdById: string | null; form: BotForm };

/** The row of a new config version, its form sealed; ready to be written. */
export async function sealForm(
  { vault }: Services,
  version: Version,
): Promise<Prisma.ConfigVersionUncheckedCreateInput> {
  const { form, ...rest } = version;
  const id = randomUUID();
  const { sealed, dataKeyVersion } = await vault.seal(formPlace(version.organisationId, id), JSON.stringify(form));
  return { id, ...rest, sealedForm: sealed, dataKeyVersion };
}

/** The form of a config version. Throws VaultError when it was changed or moved. */
export async function openForm(
  { vault }: Services,
  row: Pick<ConfigVersion, 'id' | 'organisationId' | 'sealedForm'>,
): Promise<BotForm> {
  const plain = await vault.open(formPlace(row.organisationId, row.id), row.sealedForm);
  return botForm.parse(JSON.parse(plain.toString('utf8')));
}

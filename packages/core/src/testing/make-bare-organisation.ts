import { randomUUID } from 'node:crypto';
import type { Services } from '../services.ts';
import { writeAsSystem } from './write-as-system.ts';

/** An organisation with a data key and nobody in it, written past the verbs. Gives its id, which is also its address. */
export async function makeBareOrganisation(services: Services): Promise<string> {
  const organisationId = randomUUID();
  const dataKey = await services.vault.createDataKey(organisationId);
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.organisation.create({ data: { id: organisationId, slug: organisationId, name: 'Harbour Bakery' } });
    await tx.dataKey.create({ data: dataKey });
  });
  return organisationId;
}

import { randomUUID } from 'node:crypto';
import { asSuperuser } from '@clawberth/db/testing';
import type { TestServices } from '@clawberth/core/testing';
import { createVault } from '@clawberth/vault';

/** Adds that many organisations, each with a real data key of its own. Gives their ids. */
export async function fillWithOrganisations(services: TestServices, count: number): Promise<string[]> {
  const masters = await services.behind.masterKey.findMany();
  const never = () => Promise.reject(new Error('This store only makes keys.'));
  const keyStore = {
    masterKeys: () => Promise.resolve(masters),
    insertMasterKey: never,
    dataKey: never,
    insertDataKey: never,
    fingerprintKey: never,
  };
  const vault = createVault({ provider: services.masterKeys, keyStore });
  const ids = Array.from({ length: count }, () => randomUUID());
  const keys = await Promise.all(ids.map((id) => vault.createDataKey(id)));
  const organisations = ids.map((id, n) => `('${id}', 'berth-${n}', 'Berth ${n}')`);
  const rows = keys.map(
    ({ organisationId, version, masterKeyVersion, wrapped, status }) =>
      `('${organisationId}', ${version}, ${masterKeyVersion}, '\\x${Buffer.from(wrapped).toString('hex')}', '${status}')`,
  );
  // The triggers ask for an audit event of each organisation; the benchmark is not about these.
  await asSuperuser(
    services.ownerUrl,
    `set session_replication_role = replica;
     insert into "Organisation" ("id", "slug", "name") values ${organisations.join(',')};
     insert into "DataKey" ("organisationId", "version", "masterKeyVersion", "wrapped", "status") values ${rows.join(',')};
     analyze "Organisation"; analyze "DataKey";`,
  );
  return ids;
}

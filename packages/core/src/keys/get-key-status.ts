import type { MasterKey, ProcessReport } from '@clawberth/db';
import { readAccounts, readAsSystem } from '../scope-of.ts';
import type { KeyRequest } from './key-request.ts';
import { dataKeysByOrganisation, type DataKeyInfo } from './list-data-keys.ts';
import { listProcesses } from './list-processes.ts';
import { rowsUnderKeys } from './rows-under-keys.ts';
import type { SealedTable } from './sealed-columns.ts';

export type KeyStatusReport = {
  masterKeys: (Pick<MasterKey, 'version' | 'provider' | 'keyName' | 'status' | 'createdAt' | 'emptiedAt'> & {
    dataKeys: number;
    /** Whether this command can open it, and why not. */
    problem: string | null;
  })[];
  dataKeys: DataKeyInfo[];
  organisations: number;
  /** Values that are not under their organisation's data key in use, by table. */
  behind: Map<SealedTable, number>;
  processes: ProcessReport[];
};

/** How it stands with the keys: read only, and right away. */
export async function getKeyStatus(request: KeyRequest): Promise<KeyStatusReport> {
  const { services } = request;
  const loaded = await services.masterKeys.refresh();
  const use = await services.database.lookup.$queryRaw<{ masterKeyVersion: number; dataKeys: bigint }[]>`
    select * from lookup_master_key_use()`;
  const unopened = services.masterKeys.unopened();
  const masters = await readAccounts(services).masterKey.findMany({ orderBy: { version: 'asc' } });
  const organisations = await dataKeysByOrganisation(request);
  const behind = new Map<SealedTable, number>();
  for (const [organisationId, keys] of organisations) {
    if (keys.length < 2) continue;
    const primary = keys.find(({ status }) => status === 'primary')?.version;
    for (const { table, version, rows } of await rowsUnderKeys(readAsSystem(services, organisationId), organisationId))
      if (version !== primary) behind.set(table, (behind.get(table) ?? 0) + rows);
  }
  return {
    masterKeys: masters.map(({ version, provider, keyName, status, createdAt, emptiedAt }) => {
      const dataKeys = Number(use.find(({ masterKeyVersion }) => masterKeyVersion === version)?.dataKeys ?? 0);
      const problem = loaded.includes(version)
        ? null
        : (unopened.find((each) => each.version === version)?.reason.message ?? null);
      return { version, provider, keyName, status, createdAt, emptiedAt, dataKeys, problem };
    }),
    dataKeys: [...organisations.values()].flat(),
    organisations: organisations.size,
    behind,
    processes: await listProcesses(request),
  };
}

import { VaultError } from '@clawberth/vault';
import { readAccounts, readAsSystem } from '../scope-of.ts';
import type { KeyRequest } from './key-request.ts';
import { dataKeysByOrganisation } from './list-data-keys.ts';
import { readSealedRows } from './read-sealed-rows.ts';
import { columnsOf } from './rows-under-keys.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Unopened } from './unopened.ts';

export type Verified = { masterKeys: number; dataKeys: number; values: number; unopened: Unopened[] };

/**
 * Opens every master key that is needed, every data key and every sealed value of every organisation, and names what does not
 * open: a value that was changed or moved, or whose row names another data key. Changes nothing.
 */
export async function verifyKeys(request: KeyRequest): Promise<Verified> {
  const { services, signal, tell } = request;
  await services.masterKeys.refresh();
  const masters = await readAccounts(services).masterKey.count({ where: { emptiedAt: null } });
  const found: Verified = { masterKeys: masters, dataKeys: 0, values: 0, unopened: [] };
  for (const { version, reason } of services.masterKeys.unopened())
    found.unopened.push({ what: 'MasterKey', organisationId: null, id: String(version), reason: reason.code });
  const organisations = await everyOrganisation(request);
  for (const [done, organisationId] of organisations.entries()) {
    signal.throwIfAborted();
    await verifyDataKeys(request, organisationId, found);
    for (const column of columnsOf(organisationId)) await verifyColumn(request, organisationId, column, found);
    await tell({ at: 'checked', done: done + 1, total: organisations.length });
  }
  return found;
}

/** Those with a data key, and those with a log: one whose keys are lost still has that. */
async function everyOrganisation(request: KeyRequest): Promise<string[]> {
  const withKeys = (await dataKeysByOrganisation(request)).keys();
  const chains = await request.services.database.lookup.$queryRaw<{ organisationId: string }[]>`
    select "organisationId" from lookup_audit_chains()`;
  return [...new Set([...withKeys, ...chains.map(({ organisationId }) => organisationId)])];
}

async function verifyDataKeys({ services }: KeyRequest, organisationId: string, found: Verified): Promise<void> {
  const rows = await readAsSystem(services, organisationId).dataKey.findMany({ where: { organisationId } });
  for (const row of rows) {
    found.dataKeys += 1;
    // Wrapped once more under the same master key and thrown away: the way to open it without holding it.
    const reason = await whyNot(() => services.vault.rewrap(row, row.masterKeyVersion));
    if (reason !== null) found.unopened.push({ what: 'DataKey', organisationId, id: String(row.version), reason });
  }
}

async function verifyColumn(
  { services, signal }: KeyRequest,
  organisationId: string,
  column: SealedColumn,
  found: Verified,
): Promise<void> {
  for (let after: string | null = null; ;) {
    signal.throwIfAborted();
    const rows: Awaited<ReturnType<typeof readSealedRows>> = await readSealedRows(
      readAsSystem(services, organisationId),
      column,
      { organisationId, after },
    );
    for (const { id, sealed, version, sealedUnder } of rows) {
      found.values += 1;
      const reason = await whyNot(async () => {
        (await services.vault.open(column.place(organisationId, id), sealed)).fill(0);
      });
      const said = reason ?? (version === sealedUnder ? null : 'wrong_version');
      if (said !== null) found.unopened.push({ what: column.table, organisationId, id, reason: said });
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The code of why it does not open; null when it does. What is no judgement of the value is thrown: a service away, a bug. */
async function whyNot(open: () => Promise<unknown>): Promise<string | null> {
  try {
    await open();
    return null;
  } catch (error) {
    if (error instanceof VaultError && error.code !== 'key_service') return error.code;
    throw error;
  }
}

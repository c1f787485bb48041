import { VaultError } from '@clawberth/vault';
import { readAsSystem } from '../scope-of.ts';
import { writeKeys, type KeyTx } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';
import type { DataKeyInfo } from './list-data-keys.ts';
import { readSealedRows, type SealedRow } from './read-sealed-rows.ts';
import { columnsOf, ofOrganisation, quoted, rowsUnderKeys } from './rows-under-keys.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Unopened } from './unopened.ts';

type Batch = { moved: number; unopened: Unopened[] };
type Moved = { row: SealedRow; sealed: Uint8Array<ArrayBuffer> };

/**
 * Seals everything of an organisation that is not under its key in use anew, in batches of 500, a transaction and an audit
 * event each. A value is replaced only if it is still the one that was read; one that does not open is left and named.
 */
export async function* resealOrganisation(request: KeyRequest, keys: readonly DataKeyInfo[]): AsyncGenerator<Batch> {
  const { services, signal } = request;
  const primary = keys.find(({ status }) => status === 'primary');
  if (primary === undefined) return;
  const { organisationId, version } = primary;
  const counted = await rowsUnderKeys(readAsSystem(services, organisationId), organisationId);
  for (const column of columnsOf(organisationId)) {
    const behind = counted.filter((rows) => rows.version !== version || rows.named !== version);
    if (!behind.some(({ table }) => table === column.table)) continue;
    for (let after: string | null = null; ;) {
      signal.throwIfAborted();
      const rows: SealedRow[] = await readSealedRows(readAsSystem(services, organisationId), column, {
        organisationId,
        after,
        except: version,
      });
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      yield await resealBatch(request, column, { organisationId, version, rows });
    }
  }
}

async function resealBatch(
  { services }: KeyRequest,
  column: SealedColumn,
  { organisationId, version, rows }: { organisationId: string; version: number; rows: readonly SealedRow[] },
): Promise<Batch> {
  const fresh: Moved[] = [];
  const unopened: Unopened[] = [];
  for (const row of rows) {
    try {
      fresh.push({ row, sealed: await resealed(services, column.place(organisationId, row.id), row.sealed, version) });
    } catch (error) {
      if (!(error instanceof VaultError) || !['sealed_damaged', 'key_missing'].includes(error.code)) throw error;
      unopened.push({ what: column.table, organisationId, id: row.id, reason: error.code });
    }
  }
  if (fresh.length === 0) return { moved: 0, unopened };
  const moved = await writeKeys(
    services.database,
    (tx) => swap(tx, column, { organisationId, version, fresh }),
    (count) => (count === 0 ? [] : [{ action: 'key.values_resealed', target: keyTarget(version), after: { count } }]),
    organisationId,
  );
  return { moved, unopened };
}

async function resealed(
  { vault }: KeyRequest['services'],
  place: ReturnType<SealedColumn['place']>,
  sealed: SealedRow['sealed'],
  version: number,
): Promise<Moved['sealed']> {
  const moved = await vault.reseal(place, sealed);
  if (moved.dataKeyVersion === version) return moved.sealed;
  throw new Error(
    `Data key ${moved.dataKeyVersion} is in use where ${version} should be: another rotation is at work.`,
  );
}

async function swap(
  tx: KeyTx,
  column: SealedColumn,
  { organisationId, version, fresh }: { organisationId: string; version: number; fresh: readonly Moved[] },
): Promise<number> {
  const [id, value] = [quoted(column.id), quoted(column.column)];
  return tx.$executeRaw`
    update ${quoted(column.table)} as kept set ${value} = moved."fresh", "dataKeyVersion" = ${version}::int
    from unnest(${fresh.map(({ row }) => row.id)}::uuid[], ${fresh.map(({ row }) => row.sealed)}::bytea[],
      ${fresh.map(({ sealed }) => sealed)}::bytea[]) as moved("row", "old", "fresh")
    where ${ofOrganisation(column, organisationId)} and kept.${id} = moved."row" and kept.${value} = moved."old"`;
}

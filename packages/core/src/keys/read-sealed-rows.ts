import { Prisma, type ReadClient } from '@clawberth/db';
import { keyVersion, ofOrganisation, quoted } from './rows-under-keys.ts';
import type { SealedColumn } from './sealed-columns.ts';

/** `version` is what the row names, `sealedUnder` what its value says. */
export type SealedRow = { id: string; sealed: Uint8Array<ArrayBuffer>; version: number; sealedUnder: number };

const BATCH = 500;

/** Rows with a value of an organisation after that id, ascending, at most 500; only those not under `except` if it is named. */
export async function readSealedRows(
  client: Pick<ReadClient, '$queryRaw'>,
  column: SealedColumn,
  { organisationId, after, except = null }: { organisationId: string; after: string | null; except?: number | null },
): Promise<SealedRow[]> {
  const id = quoted(column.id);
  return client.$queryRaw<SealedRow[]>`
    select ${id} as id, ${quoted(column.column)} as sealed, "dataKeyVersion" as version,
      ${keyVersion(column)} as "sealedUnder" from ${quoted(column.table)}
    where ${ofOrganisation(column, organisationId)} and ${quoted(column.column)} is not null
      and ${after === null ? Prisma.sql`true` : Prisma.sql`${id} > ${after}::uuid`}
      and ${except === null ? Prisma.sql`true` : Prisma.sql`("dataKeyVersion" <> ${except}::int or ${keyVersion(column)} <> ${except}::int)`}
    order by ${id} limit ${BATCH}::int`;
}

import { Prisma, PLATFORM_ORGANISATION, type ReadClient } from '@clawberth/db';
import { SEALED_COLUMNS, type SealedColumn, type SealedTable } from './sealed-columns.ts';

/** `version` is what the values say, `named` what their rows say. */
export type RowsUnderKey = { table: SealedTable; version: number; named: number; rows: number };

/** How many values of an organisation are under each of its data keys. For a client in its scope. */
export async function rowsUnderKeys(
  client: Pick<ReadClient, '$queryRaw'>,
  organisationId: string,
): Promise<RowsUnderKey[]> {
  const parts = columnsOf(organisationId).map(
    (
      column,
    ) => Prisma.sql`select ${column.table} as "table", ${keyVersion(column)} as version, "dataKeyVersion" as named, count(*)::int as rows
      from ${quoted(column.table)} where ${ofOrganisation(column, organisationId)} and ${quoted(column.column)} is not null group by 2, 3`,
  );
  return client.$queryRaw<RowsUnderKey[]>`${Prisma.join(parts, ' union all ')}`;
}

/**
 * The data key that a row's value is under, as the value itself says in its bytes 3 to 6 (sealed-format.ts): a row that
 * names another one must not lose its key. What is no sealed value is under the key that the row names.
 */
export function keyVersion({ column }: SealedColumn): Prisma.Sql {
  const value = quoted(column);
  return Prisma.sql`case when octet_length(${value}) >= 6
    then ('x' || encode(substring(${value} from 3 for 4), 'hex'))::bit(32)::int else "dataKeyVersion" end`;
}

/** What an organisation can hold; the platform also holds what is of accounts. */
export function columnsOf(organisationId: string): SealedColumn[] {
  return SEALED_COLUMNS.filter((column) => !column.ofPlatform || organisationId === PLATFORM_ORGANISATION);
}

/** The organisation as a condition on the column's table. */
export function ofOrganisation({ ofPlatform }: SealedColumn, organisationId: string): Prisma.Sql {
  return ofPlatform ? Prisma.sql`true` : Prisma.sql`"organisationId" = ${organisationId}::uuid`;
}

/** A name of the catalogue as SQL; never one that came from outside. */
export function quoted(name: string): Prisma.Sql {
  return Prisma.raw(`"${name}"`);
}

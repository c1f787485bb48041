import { randomUUID } from 'node:crypto';
import type { ReadClient } from '@clawberth/db';
import { appendEvents } from '../append-events.ts';
import { readSealedRows, type SealedRow } from '../keys/read-sealed-rows.ts';
import { columnsOf } from '../keys/rows-under-keys.ts';
import { SEALED_COLUMNS, type SealedColumn, type SealedTable } from '../keys/sealed-columns.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';

/** A stored value and what it opens to. */
export type SealedValue = { table: SealedTable; organisationId: string; id: string; plain: string };

/** Opens values through a process's services. Gives those that are gone or not what they were; throws where one does not open. */
export async function findChanged(
  { database, vault }: Pick<Services, 'database' | 'vault'>,
  values: readonly SealedValue[],
): Promise<SealedValue[]> {
  const left = new Map(values.map((value) => [`${value.table} ${value.id}`, value]));
  for (const organisationId of new Set(values.map((value) => value.organisationId))) {
    for (const column of columnsOf(organisationId)) {
      for await (const { id, sealed } of sealedRows(
        database.reader({ organisationId, actor: 'system' }),
        column,
        organisationId,
      )) {
        const plain = await vault.open(column.place(organisationId, id), sealed);
        const known = `${column.table} ${id}`;
        if (left.get(known)?.plain === plain.toString('utf8')) left.delete(known);
      }
    }
  }
  return [...left.values()];
}

async function* sealedRows(
  client: ReadClient,
  column: SealedColumn,
  organisationId: string,
): AsyncGenerator<SealedRow> {
  for (let after: string | null = null; ;) {
    const rows: SealedRow[] = await readSealedRows(client, column, { organisationId, after });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** What a value opens to; null when it is gone. Throws what the vault throws. */
export async function openOne(
  services: Pick<Services, 'database' | 'vault'>,
  value: SealedValue,
): Promise<string | null> {
  const row = await readOne(services, value);
  if (row === null) return null;
  return (await services.vault.open(columnOf(value).place(value.organisationId, value.id), row)).toString('utf8');
}

async function readOne(
  { database }: Pick<Services, 'database'>,
  { table, organisationId, id }: SealedValue,
): Promise<Uint8Array | null> {
  const read = database.reader({ organisationId, actor: 'system' });
  const where = { organisationId, id };
  if (table === 'BotSecret') return (await read.botSecret.findFirst({ where }))?.sealedValue ?? null;
  if (table === 'BotVariable') return (await read.botVariable.findFirst({ where }))?.sealedValue ?? null;
  if (table === 'ConfigVersion') return (await read.configVersion.findFirst({ where }))?.sealedForm ?? null;
  if (table === 'Mail') return (await read.mail.findFirst({ where }))?.sealedBody ?? null;
  if (table === 'SecondFactor')
    return (await read.secondFactor.findFirst({ where: { userId: id } }))?.sealedSecret ?? null;
  return (await read.fingerprintKey.findFirst({ where: { organisationId } }))?.sealedKey ?? null;
}

/** Stores another text in place of a BotSecret's or a BotVariable's value, in a transaction with its audit event as verbs do it. */
export async function replaceOne(services: Services, value: SealedValue, plain: string): Promise<void> {
  const { organisationId, id, table } = value;
  const { sealed, dataKeyVersion } = await services.vault.seal(columnOf(value).place(organisationId, id), plain);
  await services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    const update = { where: { organisationId, id }, data: { sealedValue: sealed, dataKeyVersion } };
    const { count } =
      table === 'BotSecret' ? await tx.botSecret.updateMany(update) : await tx.botVariable.updateMany(update);
    if (count !== 1) throw new Error(`${table} ${id} is gone.`);
    const target = { type: 'bot', id: null, name: 'past the verbs' } as const;
    await appendEvents(tx, systemContext(services, organisationId, randomUUID()), [{ action: 'bot.observed', target }]);
  });
}

function columnOf(value: SealedValue): SealedColumn {
  const column = SEALED_COLUMNS.find(({ table }) => table === value.table);
  if (column === undefined) throw new Error(`${value.table} is no table of sealed values.`);
  return column;
}

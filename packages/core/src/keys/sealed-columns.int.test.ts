import { connectTo, tablesWith } from '@clawberth/db/testing';
import { expect, test } from 'vitest';
import { useTestServices } from '../testing/use-test-services.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

const services = useTestServices();

test('every table that names a data key is in the catalogue, with its column and its key', async () => {
  const owner = await connectTo(services.ownerUrl);
  expect(SEALED_COLUMNS.map(({ table }) => table).sort()).toEqual(await tablesWith(owner, 'dataKeyVersion'));
  for (const { table, column, id, ofPlatform } of SEALED_COLUMNS) {
    const columns = await owner.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0`,
      [`"${table}"`],
    );
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({ [column]: 'bytea', [id]: 'uuid' });
    expect('organisationId' in types).toBe(!ofPlatform);
  }
  await owner.close();
});

test('each names the place where its values are sealed', () => {
  for (const { table, column, place } of SEALED_COLUMNS)
    expect(place('organisation', 'row')).toMatchObject({ table, column });
});

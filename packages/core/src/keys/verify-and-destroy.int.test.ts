import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  fillSealed,
  findChanged,
  makeBareOrganisation,
  makeKeyRequest,
  writeAsSystem,
  type SealedValue,
} from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { destroyKeys } from './destroy-keys.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const exists = (file: string) =>
  readFile(file).then(
    () => true,
    () => false,
  );
let ours: string;
let theirs: string;
let values: SealedValue[];
beforeAll(async () => {
  ours = await makeBareOrganisation(services);
  theirs = await makeBareOrganisation(services);
  values = [
    ...(await fillSealed(services, ours, { bots: 1, each: 2 })),
    ...(await fillSealed(services, theirs, { bots: 1, each: 2 })),
  ];
});

async function verified() {
  const request = await makeKeyRequest(services);
  const found = await verifyKeys(request);
  await request.close();
  return found;
}

describe('verify', () => {
  test('opens everything, and counts it', async () => {
    expect(await verified()).toEqual({ masterKeys: 1, dataKeys: 3, values: values.length, unopened: [] });
  });

  test('names what was changed, moved, or names another data key; never what it holds', async () => {
    const [changed, moved] = await services.behind.botSecret.findMany({ where: { organisationId: ours } });
    const variable = await services.behind.botVariable.findFirstOrThrow({
      where: { organisationId: theirs, sealedValue: { not: null } },
    });
    if (changed === undefined || moved === undefined) throw new Error('no secrets');
    const flipped = Uint8Array.from(changed.sealedValue);
    flipped[flipped.length - 20] = (flipped[flipped.length - 20] ?? 0) ^ 1;
    const set = (id: string, sealedValue: Uint8Array<ArrayBuffer>) =>
      writeAsSystem(services, ours, (tx) => tx.botSecret.update({ where: { id }, data: { sealedValue } }));
    await set(changed.id, flipped);
    await set(moved.id, changed.sealedValue);
    await writeAsSystem(services, theirs, (tx) =>
      tx.botVariable.update({ where: { id: variable.id }, data: { dataKeyVersion: 7 } }),
    );
    const { unopened } = await verified();
    expect(unopened).toHaveLength(3);
    expect(unopened).toEqual(
      expect.arrayContaining([
        { what: 'BotSecret', organisationId: ours, id: changed.id, reason: 'sealed_damaged' },
        { what: 'BotSecret', organisationId: ours, id: moved.id, reason: 'sealed_damaged' },
        { what: 'BotVariable', organisationId: theirs, id: variable.id, reason: 'wrong_version' },
      ]),
    );
    await set(changed.id, changed.sealedValue);
    await set(moved.id, moved.sealedValue);
    // A rotation goes by what the value itself says, and puts right what its row names.
    const request = await makeKeyRequest(services);
    expect(await rotateData(request, { organisationId: theirs })).toMatchObject({ unopened: [], emptied: 1 });
    await request.close();
    expect((await verified()).unopened).toEqual([]);
  });

  test('names a data key that does not open, and its values; a rotation leaves it, and moves the others', async () => {
    const broken = await makeBareOrganisation(services);
    const [lost] = await fillSealed(services, broken, { bots: 1, each: 0 });
    const row = await services.behind.dataKey.findFirstOrThrow({ where: { organisationId: broken } });
    const wrapped = Uint8Array.from(row.wrapped).toReversed();
    const set = (bytes: Uint8Array<ArrayBuffer>) =>
      writeAsSystem(services, broken, (tx) =>
        tx.dataKey.updateMany({ where: { organisationId: broken }, data: { wrapped: bytes } }),
      );
    await set(wrapped);
    const { unopened } = await verified();
    expect(unopened).toContainEqual({ what: 'DataKey', organisationId: broken, id: '1', reason: 'sealed_damaged' });
    expect(unopened).toContainEqual({
      what: 'BotSecret',
      organisationId: broken,
      id: lost?.id,
      reason: 'sealed_damaged',
    });
    const request = await makeKeyRequest(services);
    const made = await rotateMaster(request, { provider: 'pbkdf2' });
    expect(made).toMatchObject({ masterKey: 2, emptied: [] });
    expect(made.unopened).toEqual([{ what: 'DataKey', organisationId: broken, id: '1', reason: 'sealed_damaged' }]);
    expect(await services.behind.dataKey.count({ where: { masterKeyVersion: 1 } })).toBe(1);
    await set(row.wrapped);
    expect(await rotateMaster(request, { provider: 'pbkdf2' })).toMatchObject({
      masterKey: 2,
      finishedEarlier: true,
      emptied: [1],
    });
    await request.close();
    expect((await verified()).unopened).toEqual([]);
  });
});

describe('destroy', () => {
  test('refuses a time of less than a day', async () => {
    const request = await makeKeyRequest(services);
    for (const backupsDays of [0, -1, 0.5, Number.NaN])
      await expect(destroyKeys(request, { backupsDays })).rejects.toMatchObject({ code: 'invalid_input' });
    await request.close();
  });

  test('keeps what backups still need, and what anything is under; deletes the rest with its file', async () => {
    const request = await makeKeyRequest(services);
    const nothing = { dataKeys: 0, masterKeys: [], stillUsed: [] };
    expect(await destroyKeys(request, { backupsDays: 35, now: inDays(34) })).toEqual(nothing);

    // A straggler, under the emptied data key of theirs again; its row names the other, which must not matter.
    const [value] = await services.behind.botSecret.findMany({ where: { organisationId: theirs } });
    const earlier = await services.behind.dataKey.findFirstOrThrow({
      where: { organisationId: theirs, status: 'retired' },
    });
    if (value === undefined) throw new Error('no secret');
    const header = Buffer.from(value.sealedValue);
    header.writeUInt32BE(earlier.version, 2);
    const set = (sealedValue: Uint8Array<ArrayBuffer>) =>
      writeAsSystem(services, theirs, (tx) => tx.botSecret.update({ where: { id: value.id }, data: { sealedValue } }));
    await set(header);
    expect(await destroyKeys(request, { backupsDays: 35, now: inDays(36) })).toEqual({
      dataKeys: 0,
      masterKeys: [1],
      stillUsed: [{ organisationId: theirs, version: earlier.version }],
    });
    expect(await exists(services.masterSecretFile)).toBe(false);
    expect(await exists(`${services.masterSecretFile}.2`)).toBe(true);
    await set(value.sealedValue);
    expect(await destroyKeys(request, { backupsDays: 35, now: inDays(36) })).toEqual({ ...nothing, dataKeys: 1 });
    expect(await services.behind.dataKey.count({ where: { status: 'retired' } })).toBe(0);
    expect((await services.behind.masterKey.findMany()).map(({ version }) => version)).toEqual([2]);
    await request.close();

    // A process that starts now needs no more than what is there.
    const after = await makeKeyRequest(services);
    expect((await verifyKeys(after)).unopened).toEqual([]);
    expect(await findChanged(after.services, values)).toEqual([]);
    await after.close();
    const told = await services.behind.auditEvent.findMany({ where: { event: { endsWith: '_destroyed' } } });
    expect(told.map(({ event }) => event).sort()).toEqual(['key.data_key_destroyed', 'key.master_key_destroyed']);
  });

  test('a master key that was emptied takes no data key any more', async () => {
    await writeAsSystem(services, ours, (tx) =>
      tx.masterKey.create({
        data: { version: 9, provider: 'pbkdf2', verifier: Buffer.alloc(32), status: 'retired', emptiedAt: new Date() },
      }),
    );
    const late = writeAsSystem(services, ours, (tx) =>
      tx.dataKey.create({
        data: { organisationId: ours, version: 9, masterKeyVersion: 9, wrapped: Buffer.alloc(60), status: 'retired' },
      }),
    );
    await expect(late).rejects.toThrow('Master key 9 was emptied');
    expect(await services.behind.dataKey.count({ where: { version: 9 } })).toBe(0);
  });
});

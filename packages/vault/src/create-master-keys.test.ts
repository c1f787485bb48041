import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMasterKeys, createVault, type MasterKeyRow, pbkdf2Calls, VaultError } from './index.ts';
import { createMemoryKeyStore } from './key-store.fixture.ts';
import { makeSecretFolder, placeOf, type SecretFolder } from './vault.fixture.ts';

const context = Buffer.from('context');
const dataKey = randomBytes(32);
let folder: SecretFolder;
let keyStore: ReturnType<typeof createMemoryKeyStore>;
beforeAll(async () => {
  folder = await makeSecretFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  keyStore = createMemoryKeyStore();
});

const processOf = (masterSecretFile: string | null = folder.file) =>
  createMasterKeys({ masterSecretFile, kms: null, keyStore });
const today = () => new Date().toISOString().slice(0, 10);
const refusal = async (promise: Promise<unknown>): Promise<VaultError> => {
  const error: unknown = await promise.then(
    () => 'not refused',
    (caught: unknown) => caught,
  );
  if (!(error instanceof VaultError)) throw new Error(`not refused as it should be: ${String(error)}`);
  return error;
};

/** A store that has versions 1 and 2, with their files. */
async function rotatedOnce(secondStatus: MasterKeyRow['status'] = 'primary') {
  const keys = processOf();
  await keys.ready();
  const second = await keys.prepare(2, { provider: 'pbkdf2' });
  keyStore.masters.push({ ...second, status: secondStatus });
  return { keys, secondFile: `${folder.file}.2` };
}

describe('the first boot', () => {
  it('makes one master key, with 600,000 iterations and a salt of 32 bytes, and stores no key', async () => {
    await processOf().ready();
    expect(keyStore.masters).toEqual([
      {
        version: 1,
        provider: 'pbkdf2',
        keyName: null,
        iterations: 600_000,
        salt: expect.toSatisfy((salt: Buffer) => salt.length === 32),
        verifier: expect.toSatisfy((verifier: Buffer) => verifier.length === 32),
        status: 'primary',
        createdAt: expect.any(Date),
        emptiedAt: null,
      },
    ]);
  });

  it('lets processes that boot together on an empty store agree on one key', async () => {
    const processes = [1, 2, 3].map(() => processOf());
    await Promise.all(processes.map((each) => each.ready()));
    expect(keyStore.masters).toHaveLength(1);
    const [first, second] = processes.map((each) => createVault({ provider: each, keyStore }));
    if (first === undefined || second === undefined) throw new Error('two processes are needed');
    const organisationId = randomUUID();
    keyStore.dataKeys.push(await first.createDataKey(organisationId));
    const where = placeOf(organisationId, randomUUID());
    const { sealed } = await first.seal(where, 'across processes');
    expect((await second.open(where, sealed)).toString()).toBe('across processes');
  });

  it.each([
    ['no file is named', null, /Set MASTER_SECRET_FILE/],
    ['the file is not there', '/nowhere/master-secret', /cannot be read.*openssl rand/],
  ])('makes nothing where %s', async (_, file, message) => {
    const error = await refusal(processOf(file).ready());
    expect(error).toMatchObject({ code: 'master_secret_file', message: expect.stringMatching(message) });
    expect(keyStore.masters).toEqual([]);
  });
});

describe('a later boot', () => {
  it('derives each key once, however many ask at once', async () => {
    await rotatedOnce();
    const before = pbkdf2Calls();
    const again = processOf();
    await Promise.all([again.ready(), again.ready(), again.wrap(1, dataKey, context), again.wrap(2, dataKey, context)]);
    expect(pbkdf2Calls() - before).toBe(2);
    expect(again.loaded()).toEqual([1, 2]);
  });

  it('refuses another master secret, names the key, and changes nothing', async () => {
    await processOf().ready();
    const stored = JSON.stringify(keyStore);
    const other = await folder.write('other-secret');
    const wrong = processOf(other);
    const error = await refusal(wrong.ready());
    expect(error.code).toBe('master_secret_wrong');
    expect(error.message).toContain(
      `master key 1, made ${today()}, from ${other}: the file holds another master secret`,
    );
    expect(error.message).toContain('Nothing has been changed.');
    expect(await refusal(wrong.wrap(1, dataKey, context))).toBe(error);
    expect(await refusal(createVault({ provider: wrong, keyStore }).createDataKey(randomUUID()))).toBe(error);
    expect(wrong.loaded()).toEqual([]);
    expect(JSON.stringify(keyStore)).toBe(stored);
  });

  it('names every key that it misses', async () => {
    const { secondFile } = await rotatedOnce();
    await rm(secondFile);
    const error = await refusal(processOf('/nowhere/master-secret').ready());
    expect(error.message).toContain(`master key 1, made ${today()}, from /nowhere/master-secret: the file is missing`);
    expect(error.message).toContain(
      `master key 2, made ${today()}, from /nowhere/master-secret.2: the file is missing`,
    );
    expect((await refusal(processOf(null).ready())).message).toMatch(/master key 1.*Set MASTER_SECRET_FILE/);
    expect((await refusal(processOf().ready())).message).not.toContain('master key 1,');
  });

  it.each(['retired', 'primary'] as const)('refuses to start without the secret of a %s key', async (status) => {
    const { secondFile } = await rotatedOnce(status);
    await writeFile(secondFile, randomBytes(48).toString('base64'));
    expect(await refusal(processOf().ready())).toMatchObject({ code: 'master_secret_wrong' });
  });

  it('starts without a pending key that it cannot open, and without one that nothing needs any more', async () => {
    const { secondFile } = await rotatedOnce('pending');
    await rm(secondFile);
    const pending = processOf();
    await pending.ready();
    expect(pending.loaded()).toEqual([1]);
    expect(pending.unopened()).toMatchObject([{ version: 2, reason: { code: 'master_secret_file' } }]);
    const row = keyStore.masters[1];
    Object.assign(row ?? {}, { status: 'retired', emptiedAt: new Date() });
    const emptied = processOf();
    await emptied.ready();
    expect([emptied.loaded(), emptied.unopened()]).toEqual([[1], []]);
  });

  it('refuses a stored master key of fewer iterations, and one of a provider that nobody knows', async () => {
    await processOf().ready();
    const [row] = keyStore.masters;
    Object.assign(row ?? {}, { iterations: 1 });
    expect(await refusal(processOf().ready())).toMatchObject({ code: 'key_missing' });
    Object.assign(row ?? {}, { iterations: 600_000, provider: 'abacus' });
    expect((await refusal(processOf().ready())).message).toContain('abacus');
  });

  it('refuses a secret file that others may read', async () => {
    await processOf().ready();
    const open = await folder.write('open-secret', undefined, 0o644);
    expect(await refusal(processOf(open).ready())).toMatchObject({ message: expect.stringContaining('chmod 600') });
  });
});

describe('a new version', () => {
  it('gets a secret file of mode 0600 beside the first one, and is not stored', async () => {
    const keys = processOf();
    await keys.ready();
    const row = await keys.prepare(3, { provider: 'pbkdf2' });
    expect(row).toMatchObject({
      version: 3,
      provider: 'pbkdf2',
      status: 'pending',
      iterations: 600_000,
      emptiedAt: null,
    });
    expect(keyStore.masters).toHaveLength(1);
    const file = await stat(`${folder.file}.3`);
    expect(file.mode & 0o777).toBe(0o600);
    expect(file.uid).toBe((await stat(folder.file)).uid);
  });

  it('takes the file that is there, so that a rotation that was killed goes on with the same secret', async () => {
    const keys = processOf();
    await keys.ready();
    const first = await keys.prepare(4, { provider: 'pbkdf2' });
    const written = await readFile(`${folder.file}.4`, 'utf8');
    const second = await keys.prepare(4, { provider: 'pbkdf2' });
    expect(await readFile(`${folder.file}.4`, 'utf8')).toBe(written);
    expect(second.verifier).not.toEqual(first.verifier);
    keyStore.masters.push(second);
    expect(await keys.refresh()).toEqual([1, 4]);
  });

  it('is opened by every process that looks again, pending or not, and forgotten when its row goes', async () => {
    const { keys } = await rotatedOnce('pending');
    const other = processOf();
    await other.ready();
    expect(keys.loaded()).toEqual([1]);
    expect(await keys.refresh()).toEqual([1, 2]);
    const wrapped = await keys.wrap(2, dataKey, context);
    expect(await other.unwrap(2, wrapped, context)).toEqual(dataKey);
    keyStore.masters.pop();
    expect(await keys.refresh()).toEqual([1]);
    await expect(keys.unwrap(2, wrapped, context)).rejects.toMatchObject({ code: 'key_missing' });
  });

  it('that cannot be opened stops nobody who looks again, and is tried anew', async () => {
    const { keys, secondFile } = await rotatedOnce('pending');
    const secret = await readFile(secondFile);
    await rm(secondFile);
    expect(await keys.refresh()).toEqual([1]);
    expect(keys.unopened()).toMatchObject([{ version: 2 }]);
    await writeFile(secondFile, secret, { mode: 0o600 });
    expect(await keys.refresh()).toEqual([1, 2]);
    expect(keys.unopened()).toEqual([]);
  });

  it('of which the news was lost is looked for when it is first needed', async () => {
    const { keys } = await rotatedOnce();
    const other = processOf();
    await other.ready();
    const wrapped = await other.wrap(2, dataKey, context);
    const [one, two] = await Promise.all([keys.unwrap(2, wrapped, context), keys.unwrap(2, wrapped, context)]);
    expect([one, two]).toEqual([dataKey, dataKey]);
  });

  it('loses its file when it is discarded, once or twice, and no other does', async () => {
    const { keys, secondFile } = await rotatedOnce();
    await keys.discard(2);
    await keys.discard(2);
    await expect(stat(secondFile)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await stat(folder.file)).isFile()).toBe(true);
  });
});

describe('what a master key wrapped', () => {
  it('opens under that version and context only, and no bit of it may differ', async () => {
    await rotatedOnce();
    const keys = processOf();
    const wrapped = await keys.wrap(1, dataKey, context);
    expect(await keys.unwrap(1, wrapped, context)).toEqual(dataKey);
    const damaged = expect.objectContaining({ code: 'sealed_damaged' });
    await expect(keys.unwrap(2, wrapped, context)).rejects.toEqual(damaged);
    await expect(keys.unwrap(1, wrapped, Buffer.from('elsewhere'))).rejects.toEqual(damaged);
    await expect(keys.unwrap(1, wrapped.subarray(0, -12), context)).rejects.toEqual(damaged);
    for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
      const flipped = Buffer.from(wrapped);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(keys.unwrap(1, flipped, context), `bit ${bit}`).rejects.toEqual(damaged);
    }
  });
});

import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createMasterKeys,
  createVault,
  type DataKeyRow,
  fingerprintKeyPlace,
  type MasterKeyProvider,
  type MasterKeys,
  pbkdf2Calls,
  type Vault,
} from './index.ts';
import { createMemoryKeyStore } from './key-store.fixture.ts';
import { makeSecretFolder, placeOf as place, type SecretFolder } from './vault.fixture.ts';
import { wrappingContext } from './wrapping-context.ts';

const keyStore = createMemoryKeyStore();
let folder: SecretFolder;
let provider: MasterKeys;
let vault: Vault;

const here = randomUUID();
const there = randomUUID();
const placeOf = (organisationId: string, rowId = randomUUID()) => place(organisationId, rowId);

beforeAll(async () => {
  folder = await makeSecretFolder();
  provider = createMasterKeys({ masterSecretFile: folder.file, kms: null, keyStore });
  await provider.ready();
  keyStore.masters.push({ ...(await provider.prepare(2, { provider: 'pbkdf2' })), status: 'retired' });
  await provider.refresh();
  vault = createVault({ provider, keyStore });
  for (const organisationId of [here, there]) keyStore.dataKeys.push(await vault.createDataKey(organisationId));
});
afterAll(() => folder.remove());

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the vault', () => {
  it('opens what it sealed, and says under which key version', async () => {
    const where = placeOf(here);
    const { sealed, dataKeyVersion } = await vault.seal(where, '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw');
    expect(dataKeyVersion).toBe(1);
    expect(sealed.includes('AAHdqTcv')).toBe(false);
    expect((await vault.open(where, sealed)).toString()).toBe('110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw');
  });

  it("refuses one organisation's value in another's row", async () => {
    const rowId = randomUUID();
    const { sealed } = await vault.seal(placeOf(here, rowId), 'secret');
    await expect(vault.open(placeOf(there, rowId), sealed)).rejects.toMatchObject({ code: 'sealed_damaged' });
  });

  it('says key_missing for an organisation or a version without a key', async () => {
    const where = placeOf(here);
    const { sealed } = await vault.seal(where, 'secret');
    await expect(vault.seal(placeOf(randomUUID()), 'secret')).rejects.toMatchObject({ code: 'key_missing' });
    sealed.writeUInt32BE(9, 2);
    await expect(vault.open(where, sealed)).rejects.toMatchObject({ code: 'key_missing' });
  });

  it('keeps plaintext out of its errors', async () => {
    const where = placeOf(here);
    const { sealed } = await vault.seal(where, 'canary-7f3a');
    sealed.writeUInt8(sealed.readUInt8(90) ^ 1, 90);
    const error = await vault.open(where, sealed).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'sealed_damaged' });
    expect(error instanceof Error ? `${error.message}${error.stack}${String(error.cause)}` : '').not.toMatch(
      /canary|7f3a/,
    );
  });

  it('refuses a data key moved to another organisation, version or master key', async () => {
    const row = keyStore.dataKeys[0];
    if (row === undefined) throw new Error('no data key');
    for (const moved of [{ organisationId: randomUUID() }, { version: 2 }, { masterKeyVersion: 2 }]) {
      const store = createMemoryKeyStore();
      store.masters.push(...keyStore.masters);
      store.dataKeys.push({ ...row, ...moved });
      const thief = createVault({ provider, keyStore: store });
      await expect(thief.seal(placeOf(moved.organisationId ?? row.organisationId), 'x')).rejects.toMatchObject({
        code: 'sealed_damaged',
      });
    }
  });

  it('derives no master key after the boot, whatever is asked', async () => {
    const before = pbkdf2Calls();
    for (let request = 0; request < 200; request += 1) {
      const where = placeOf(request % 2 === 0 ? here : there);
      const { sealed } = await vault.seal(where, 'text');
      await vault.open(where, sealed);
      await vault.reseal(where, sealed);
      await vault.fingerprint(where.organisationId, 'text');
      if (request % 20 === 0) vault.clearCache();
    }
    await vault.rewrap(await vault.createDataKey(randomUUID()), 2);
    await provider.refresh();
    expect(pbkdf2Calls() - before).toBe(0);
  });
});

describe('rotation', () => {
  /** What a rotation of data keys does to the store. */
  async function rotate(organisationId: string): Promise<DataKeyRow> {
    const current = await keyStore.dataKey(organisationId);
    const row = await vault.newDataKey(organisationId, (current?.version ?? 0) + 1);
    await keyStore.insertDataKey(row);
    vault.clearCache();
    return row;
  }

  it('seals new values under the new data key, opens old ones, and seals them anew', async () => {
    const where = placeOf(there);
    const old = await vault.seal(where, 'old');
    const { version } = await rotate(there);
    const fresh = await vault.seal(where, 'new');
    expect([old.dataKeyVersion, fresh.dataKeyVersion, version]).toEqual([1, 2, 2]);
    expect((await vault.open(where, old.sealed)).toString()).toBe('old');
    expect((await vault.open(where, fresh.sealed)).toString()).toBe('new');
    const moved = await vault.reseal(where, old.sealed);
    expect(moved.dataKeyVersion).toBe(2);
    expect((await vault.open(where, moved.sealed)).toString()).toBe('old');
    await expect(vault.reseal(placeOf(there), old.sealed)).rejects.toMatchObject({ code: 'sealed_damaged' });
  });

  it('moves a data key under another master key: what it sealed still opens, and the row is bound to the new one', async () => {
    const where = placeOf(here);
    const { sealed } = await vault.seal(where, 'kept');
    const row = await keyStore.dataKey(here);
    if (row === null) throw new Error('no data key');
    const moved = await vault.rewrap(row, 2);
    expect(moved).toMatchObject({ organisationId: here, version: row.version, masterKeyVersion: 2, status: 'primary' });
    const store = createMemoryKeyStore();
    store.masters.push(...keyStore.masters);
    store.dataKeys.push(moved);
    const after = createVault({ provider, keyStore: store });
    expect((await after.open(where, sealed)).toString()).toBe('kept');
    await expect(provider.unwrap(1, moved.wrapped, wrappingContext(row))).rejects.toMatchObject({
      code: 'sealed_damaged',
    });
    await expect(vault.rewrap({ ...row, version: 9 }, 2)).rejects.toMatchObject({ code: 'sealed_damaged' });
  });
});

describe('fingerprints', () => {
  const value = 'sk-live-1234';

  it('are alike within an organisation only', async () => {
    const mine = await vault.fingerprint(here, value);
    expect(mine).toMatch(/^[0-9a-f]{8}$/);
    expect(await vault.fingerprint(here, value)).toBe(mine);
    expect(await vault.fingerprint(there, value)).not.toBe(mine);
    expect(await vault.fingerprint(here, `${value}5`)).not.toBe(mine);
  });

  it('are what they were before keys rotated: HMAC-SHA-256 under a key derived from data key 1', async () => {
    const row = await keyStore.dataKey(here, 1);
    if (row === null) throw new Error('no data key');
    const dataKey = await provider.unwrap(row.masterKeyVersion, row.wrapped, wrappingContext(row));
    const key = Buffer.from(hkdfSync('sha512', dataKey, Buffer.alloc(0), 'ocw1/fingerprint', 32));
    const expected = createHmac('sha256', key).update(value).digest('hex').slice(0, 8);
    expect(await vault.fingerprint(here, value)).toBe(expected);
    expect(await vault.fingerprintKey(here)).toEqual(key);
  });

  it('never change: not by a new data key, not by keeping their key, not when data key 1 is destroyed', async () => {
    const store = createMemoryKeyStore();
    store.masters.push(...keyStore.masters);
    const own = createVault({ provider, keyStore: store });
    const organisationId = randomUUID();
    store.dataKeys.push(await own.createDataKey(organisationId));
    const before = await own.fingerprint(organisationId, value);

    await store.insertDataKey(await own.newDataKey(organisationId, 2));
    own.clearCache();
    expect(await own.fingerprint(organisationId, value)).toBe(before);

    const kept = await own.seal(fingerprintKeyPlace(organisationId), await own.fingerprintKey(organisationId));
    expect(kept.dataKeyVersion).toBe(2);
    store.fingerprintKeys.set(organisationId, { sealedKey: kept.sealed, dataKeyVersion: kept.dataKeyVersion });
    own.clearCache();
    expect(await own.fingerprint(organisationId, value)).toBe(before);

    store.dataKeys.splice(0, 1);
    own.clearCache();
    expect(await own.fingerprint(organisationId, value)).toBe(before);

    store.fingerprintKeys.clear();
    own.clearCache();
    await expect(own.fingerprint(organisationId, value)).rejects.toMatchObject({ code: 'key_missing' });
  });
});

describe('the cache of data keys', () => {
  /** A provider that keeps the buffers which it handed out, so that a test can look at them later. */
  function watchedVault() {
    const opened: Buffer[] = [];
    const watched: MasterKeyProvider = {
      wrap: (version, plaintext, aad) => provider.wrap(version, plaintext, aad),
      unwrap: async (version, wrapped, aad) => {
        const key = await provider.unwrap(version, wrapped, aad);
        opened.push(key);
        return key;
      },
    };
    return { opened, watched: createVault({ provider: watched, keyStore }) };
  }

  it('unwraps a key once for any number of requests at once, and erases the bytes it came in', async () => {
    const { opened, watched } = watchedVault();
    await Promise.all(Array.from({ length: 50 }, () => watched.seal(placeOf(here), 'x')));
    expect(opened).toEqual([Buffer.alloc(32)]);
  });

  it('forgets a key when it is cleared, and after five minutes', async () => {
    const { opened, watched } = watchedVault();
    await watched.seal(placeOf(here), 'x');
    watched.clearCache();
    await watched.seal(placeOf(here), 'x');
    expect(opened).toHaveLength(2);

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const start = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(start);
    const later = async (ms: number): Promise<void> => {
      clock.mockReturnValue(start + ms);
      await vi.advanceTimersByTimeAsync(ms);
      await watched.seal(placeOf(here), 'x');
    };
    watched.clearCache();
    await later(0);
    await later(4 * 60_000);
    expect(opened).toHaveLength(3);
    await later(5 * 60_000 + 10);
    expect(opened).toHaveLength(4);
  });

  it('does not keep a key that it was opening when it was cleared: the next request looks at the store', async () => {
    const { opened, watched } = watchedVault();
    for (let round = 0; round < 24; round += 1) {
      watched.clearCache();
      const before = opened.length;
      const sealing = watched.seal(placeOf(here), 'crossed');
      // Wherever the opening is by now, between the question to the store and the last byte.
      for (let tick = 0; tick < round % 4; tick += 1) await Promise.resolve();
      const underway = opened.length === before;
      watched.clearCache();
      const { sealed } = await sealing;
      expect(sealed.length).toBeGreaterThan(98);
      await watched.seal(placeOf(here), 'after');
      expect(opened.length - before, `round ${round}, under way: ${underway}`).toBe(2);
    }
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMemoryKeyStore } from './key-store.fixture.ts';
import { createPbkdf2Provider, createVault, type MasterKeyProvider, pbkdf2Calls, type SealedPlace } from './index.ts';

const masterSecret = randomBytes(48);
const keyStore = createMemoryKeyStore();
const provider = createPbkdf2Provider({ masterSecret, keyStore });
const vault = createVault({ provider, keyStore });

const here = randomUUID();
const there = randomUUID();
const placeOf = (organisationId: string, rowId = randomUUID()): SealedPlace => ({
  organisationId,
  table: 'BotSecret',
  column: 'sealedValue',
  rowId,
  schemaVersion: 1,
});

beforeAll(async () => {
  await provider.ready();
  for (const organisationId of [here, there]) keyStore.dataKeys.push(await vault.createDataKey(organisationId));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the pbkdf2 provider', () => {
  it('makes one master key, with 600,000 iterations and a salt of 32 bytes, and stores no key', () => {
    expect(keyStore.masters).toHaveLength(1);
    expect(keyStore.masters[0]).toMatchObject({
      version: 1,
      provider: 'pbkdf2',
      iterations: 600_000,
      status: 'primary',
    });
    expect(keyStore.masters[0]?.salt).toHaveLength(32);
  });

  it('derives once, however many ask at once, and never on a request', async () => {
    const again = createPbkdf2Provider({ masterSecret, keyStore });
    const before = pbkdf2Calls();
    await Promise.all([again.ready(), again.ready(), again.ready()]);
    expect(pbkdf2Calls() - before).toBe(1);
    const requests = createVault({ provider: again, keyStore });
    const where = placeOf(here);
    for (let request = 0; request < 20; request += 1) {
      await requests.open(where, (await requests.seal(where, 'text')).sealed);
      await requests.fingerprint(here, 'text');
    }
    expect(pbkdf2Calls() - before).toBe(1);
  });

  it('refuses a wrong master secret, names the key version, and changes nothing', async () => {
    const stored = JSON.stringify([keyStore.masters, keyStore.dataKeys]);
    const wrong = createPbkdf2Provider({ masterSecret: randomBytes(48), keyStore });
    const refusal = expect.objectContaining({
      code: 'master_secret_wrong',
      message: expect.stringContaining('key version 1'),
    });
    await expect(wrong.ready()).rejects.toEqual(refusal);
    await expect(createVault({ provider: wrong, keyStore }).createDataKey(randomUUID())).rejects.toEqual(refusal);
    await expect(createVault({ provider: wrong, keyStore }).seal(placeOf(here), 'x')).rejects.toEqual(refusal);
    expect(JSON.stringify([keyStore.masters, keyStore.dataKeys])).toBe(stored);
  });

  it('lets processes that boot together on an empty store agree on one key', async () => {
    const shared = createMemoryKeyStore();
    const processes = [1, 2, 3].map(() => createPbkdf2Provider({ masterSecret, keyStore: shared }));
    await Promise.all(processes.map((each) => each.ready()));
    expect(shared.masters).toHaveLength(1);
    const [first, second] = processes.map((each) => createVault({ provider: each, keyStore: shared }));
    if (first === undefined || second === undefined) throw new Error('two processes are needed');
    shared.dataKeys.push(await first.createDataKey(here));
    const where = placeOf(here);
    const { sealed } = await first.seal(where, 'across processes');
    expect((await second.open(where, sealed)).toString()).toBe('across processes');
  });

  it('refuses a stored master key of fewer iterations', async () => {
    const weak = createMemoryKeyStore();
    weak.masters.push(...keyStore.masters.map((row) => ({ ...row, iterations: 1 })));
    await expect(createPbkdf2Provider({ masterSecret, keyStore: weak }).ready()).rejects.toMatchObject({
      code: 'key_missing',
    });
  });
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
      store.masters.push(...keyStore.masters, ...keyStore.masters.map((master) => ({ ...master, version: 2 })));
      store.dataKeys.push({ ...row, ...moved });
      const thief = createVault({ provider: createPbkdf2Provider({ masterSecret, keyStore: store }), keyStore: store });
      await expect(thief.seal(placeOf(moved.organisationId ?? row.organisationId), 'x')).rejects.toMatchObject({
        code: 'sealed_damaged',
      });
    }
  });

  it('fingerprints a value alike within an organisation only', async () => {
    const value = 'sk-live-1234';
    const mine = await vault.fingerprint(here, value);
    expect(mine).toMatch(/^[0-9a-f]{8}$/);
    expect(await vault.fingerprint(here, value)).toBe(mine);
    expect(await vault.fingerprint(there, value)).not.toBe(mine);
    expect(await vault.fingerprint(here, `${value}5`)).not.toBe(mine);
  });

  it('rotates a data key: new values under the new one, old ones still open', async () => {
    const where = placeOf(there);
    const old = await vault.seal(where, 'old');
    await vault.rotateDataKey(there);
    const fresh = await vault.seal(where, 'new');
    expect([old.dataKeyVersion, fresh.dataKeyVersion]).toEqual([1, 2]);
    expect((await vault.open(where, old.sealed)).toString()).toBe('old');
    expect((await vault.open(where, fresh.sealed)).toString()).toBe('new');
  });
});

describe('the cache of data keys', () => {
  /** A provider that hands out known buffers, so that a test can look at them later. */
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
  const isErased = (key: Buffer | undefined) => key?.every((byte) => byte === 0);

  it('unwraps a key once for any number of requests at once', async () => {
    const { opened, watched } = watchedVault();
    await Promise.all(Array.from({ length: 50 }, () => watched.seal(placeOf(here), 'x')));
    expect(opened).toHaveLength(1);
  });

  it('zeroises a key that leaves it, by clearing or after five minutes', async () => {
    const { opened, watched } = watchedVault();
    await watched.seal(placeOf(here), 'x');
    expect(isErased(opened[0])).toBe(false);
    watched.clearCache();
    expect(isErased(opened[0])).toBe(true);

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const start = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(start);
    await watched.seal(placeOf(here), 'x');
    expect(isErased(opened[1])).toBe(false);
    clock.mockReturnValue(start + 5 * 60_000 + 10);
    await vi.advanceTimersByTimeAsync(5 * 60_000 + 10);
    expect(isErased(opened[1])).toBe(true);
  });

  it('never seals under a zeroised key, however clearing and sealing cross', async () => {
    const { watched } = watchedVault();
    const where = placeOf(here);
    for (let round = 0; round < 50; round += 1) {
      const sealing = watched.seal(where, 'crossed');
      for (let tick = 0; tick < round % 12; tick += 1) await Promise.resolve();
      watched.clearCache();
      const { sealed } = await sealing;
      expect((await vault.open(where, sealed)).toString()).toBe('crossed');
    }
  });
});

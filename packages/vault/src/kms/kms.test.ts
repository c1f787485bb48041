import { randomBytes, randomUUID } from 'node:crypto';
import { type KmsStandIn, startGoogleKmsStandIn } from '@clawberth/testkit';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMasterKeys, createVault, type MasterKeys, pbkdf2Calls } from '../index.ts';
import { createMemoryKeyStore } from '../key-store.fixture.ts';
import { makeSecretFolder, placeOf } from '../vault.fixture.ts';
import { crc32c } from './crc32c.ts';
import { createGoogleKms, type GoogleKms } from './google-kms.ts';

const keyName = 'projects/berth/locations/europe-west1/keyRings/clawberth/cryptoKeys/master';
const otherName = `${keyName}-2`;
const plaintext = Buffer.from('a data key of 32 bytes, as it is');
const aad = Buffer.from('here');
/** Short, for the tests of an outage. */
const limits = { attemptMs: 300, callMs: 900 };

let kms: KmsStandIn;
let google: GoogleKms;
// The library is large: the first test should not wait for it.
beforeAll(async () => void (await import('@google-cloud/kms')), 30_000);
beforeEach(async () => {
  kms = await startGoogleKmsStandIn();
  kms.addKey(keyName);
  google = createGoogleKms({ apiRoot: kms.url, limits });
});
afterEach(() => kms.close());

const statuses = () => kms.requests().map(({ method, status }) => `${method} ${status}`);
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ name: 'VaultError', code, message: expect.stringMatching(message) });

describe("Google's key service, by Google's own client", () => {
  it('gives back what it encrypted, under the aad of then only', async () => {
    const sealed = await google.encrypt(keyName, plaintext, aad);
    expect(sealed.includes(plaintext)).toBe(false);
    expect(await google.decrypt(keyName, sealed, aad)).toEqual(plaintext);
    await expect(google.decrypt(keyName, sealed, Buffer.from('there'))).rejects.toEqual(
      failure('sealed_damaged', /master/),
    );
  });

  it('opens what an earlier version of the key made, after Google rotated it', async () => {
    const sealed = await google.encrypt(keyName, plaintext, aad);
    kms.rotateKey(keyName);
    expect(await google.decrypt(keyName, sealed, aad)).toEqual(plaintext);
    const [one, two] = [sealed, await google.encrypt(keyName, plaintext, aad)].map((each) => each[1]);
    expect([one, two]).toEqual([1, 2]);
  });

  it('refuses every byte that differs, what is too short, and what another key made', async () => {
    const sealed = await google.encrypt(keyName, plaintext, aad);
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(byte) ^ (1 << (byte % 8)), byte);
      await expect(google.decrypt(keyName, flipped, aad), `byte ${byte}`).rejects.toEqual(
        failure('sealed_damaged', /./),
      );
    }
    await expect(google.decrypt(keyName, sealed.subarray(0, 20), aad)).rejects.toEqual(failure('sealed_damaged', /./));
    kms.addKey(otherName);
    await expect(google.decrypt(otherName, sealed, aad)).rejects.toEqual(failure('sealed_damaged', /./));
  });

  it('asks again when a checksum does not fit, three times in all, and then believes nothing', async () => {
    const sealed = await google.encrypt(keyName, plaintext, aad);
    kms.spoilChecksums(2);
    expect(await google.decrypt(keyName, sealed, aad)).toEqual(plaintext);
    kms.spoilChecksums(3);
    await expect(google.decrypt(keyName, sealed, aad)).rejects.toEqual(failure('key_service', /checksums/));
    kms.spoilChecksums(3);
    await expect(google.encrypt(keyName, plaintext, aad)).rejects.toEqual(failure('key_service', /checksums/));
    expect(statuses()).toHaveLength(1 + 3 + 3 + 3);
  });

  it('says what to do for a key that is unknown or disabled, and asks once', async () => {
    await expect(google.encrypt(otherName, plaintext, aad)).rejects.toEqual(failure('key_service', /no such key/));
    kms.disableKey(keyName);
    await expect(google.encrypt(keyName, plaintext, aad)).rejects.toEqual(failure('key_service', /disabled.*Enable/));
    expect(statuses()).toEqual(['encrypt 404', 'encrypt 400']);
  });

  it('tries again while the service is away, for so long and no longer', async () => {
    kms.goDown();
    await expect(google.encrypt(keyName, plaintext, aad)).rejects.toEqual(failure('key_service', /Try again later/));
    const patient = createGoogleKms({ apiRoot: kms.url, limits: { attemptMs: 5_000, callMs: 20_000 } });
    const sealing = patient.encrypt(keyName, plaintext, aad);
    kms.comeBack();
    expect(await patient.decrypt(keyName, await sealing, aad)).toEqual(plaintext);
    kms.slowBy(5_000);
    await expect(google.encrypt(keyName, plaintext, aad)).rejects.toEqual(failure('key_service', /in time/));
  });

  it.each(['http://kms.example.com', 'http://10.0.0.1:80', 'https://example.com/v1', 'ftp://127.0.0.1'])(
    'sends nothing to %s',
    async (apiRoot) => {
      const error = failure('key_service', /GCP_KMS_API_ROOT/);
      await expect(createGoogleKms({ apiRoot }).encrypt(keyName, plaintext, aad)).rejects.toEqual(error);
    },
  );

  it('computes CRC-32C as RFC 3720 (B.4) has it', () => {
    const range = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
    // The RFC lists the bytes in the order of the wire, so the other way round.
    expect(crc32c(Buffer.alloc(32)).toString(16)).toBe('8a9136aa');
    expect(crc32c(Buffer.alloc(32, 0xff)).toString(16)).toBe('62a8ab43');
    expect(crc32c(range).toString(16)).toBe('46dd794e');
    expect(crc32c(Buffer.from('123456789')).toString(16)).toBe('e3069283');
  });
});

describe('master keys at Google', () => {
  const keyStore = () => createMemoryKeyStore();
  const keysOf = (store: ReturnType<typeof keyStore>): MasterKeys =>
    createMasterKeys({
      masterSecretFile: null,
      kms: { apiRoot: kms.url, limits },
      firstSource: { provider: 'gcp-kms', keyName },
      keyStore: store,
    });

  it('need no file and derive nothing; a vault works under them', async () => {
    const store = keyStore();
    const keys = keysOf(store);
    const before = pbkdf2Calls();
    await keys.ready();
    expect(store.masters).toMatchObject([{ version: 1, provider: 'gcp-kms', keyName, salt: null, status: 'primary' }]);
    const vault = createVault({ provider: keys, keyStore: store });
    const organisationId = randomUUID();
    store.dataKeys.push(await vault.createDataKey(organisationId));
    const place = placeOf(organisationId, randomUUID());
    const { sealed } = await vault.seal(place, 'kept by Google');
    const other = createVault({ provider: keysOf(store), keyStore: store });
    expect((await other.open(place, sealed)).toString()).toBe('kept by Google');
    const asked = kms.requests().length;
    for (let request = 0; request < 50; request += 1) await other.open(place, sealed);
    expect(kms.requests().length).toBe(asked);
    expect(pbkdf2Calls()).toBe(before);
  });

  it('and from a file change places: a data key moves from one to the other and back', async () => {
    const folder = await makeSecretFolder();
    const store = keyStore();
    const keys = createMasterKeys({
      masterSecretFile: folder.file,
      kms: { apiRoot: kms.url, limits },
      keyStore: store,
    });
    await keys.ready();
    store.masters.push(await keys.prepare(2, { provider: 'gcp-kms', keyName }));
    expect(await keys.refresh()).toEqual([1, 2]);
    const vault = createVault({ provider: keys, keyStore: store });
    const row = await vault.createDataKey(randomUUID());
    const moved = await vault.rewrap(row, 2);
    const back = await vault.rewrap(moved, 1);
    expect([row, moved, back].map((each) => each.masterKeyVersion)).toEqual([1, 2, 1]);
    await keys.discard(2);
    await folder.remove();
  });

  it('refuse to start when Google is away, disabled the key or has another one, and name the key', async () => {
    const store = keyStore();
    await keysOf(store).ready();
    kms.disableKey(keyName);
    await expect(keysOf(store).ready()).rejects.toEqual(
      failure('key_service', /master key 1, made .*cryptoKeys\/master/),
    );
    kms.addKey(keyName);
    await expect(keysOf(store).ready()).rejects.toEqual(
      failure('master_secret_wrong', /master key 1, made .*another key/),
    );
    kms.goDown();
    await expect(keysOf(store).ready()).rejects.toEqual(failure('key_service', /master key 1/));
  });

  it('take no name that is not a key, and no Google where none was given', async () => {
    const store = keyStore();
    const keys = keysOf(store);
    await keys.ready();
    for (const name of ['', 'master', `${keyName}/cryptoKeyVersions/1`, `${keyName}/../x`])
      await expect(keys.prepare(2, { provider: 'gcp-kms', keyName: name })).rejects.toEqual(
        failure('key_missing', /projects/),
      );
    const without = createMasterKeys({ masterSecretFile: null, kms: null, keyStore: store });
    await expect(without.ready()).rejects.toEqual(failure('key_service', /was not given Google/));
  });

  it('bind what they wrap to its context', async () => {
    const keys = keysOf(keyStore());
    await keys.ready();
    const wrapped = await keys.wrap(1, randomBytes(32), aad);
    const elsewhere = Buffer.from('another organisation');
    await expect(keys.unwrap(1, wrapped, elsewhere)).rejects.toEqual(failure('sealed_damaged', /./));
  });
});

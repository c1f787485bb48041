import { createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { decryptAesGcm, encryptAesGcm, nonceLength } from './aes-gcm.ts';
import { hkdf } from './hkdf.ts';
import type { KeyStore, MasterKeyRow } from './key-store.ts';
import type { MasterKeyProvider } from './master-key-provider.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { VaultError } from './vault-error.ts';

const providerName = 'pbkdf2';
/** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
const iterations = 600_000;
const saltLength = 32;
const keyLength = 32;
const verifierInfo = 'ocw1/verifier';

export type Pbkdf2Provider = MasterKeyProvider & {
  /**
   * Derives every key in use, once however often it is called, and makes the first key of an empty
   * store. Await it at boot. Throws master_secret_wrong, having changed nothing, when the secret
   * does not fit; then no other method works either.
   */
  ready(): Promise<void>;
};

/** Master keys derived from one secret by PBKDF2-HMAC-SHA-256, 600,000 iterations, a random 32-byte salt per version. */
export function createPbkdf2Provider(options: { masterSecret: Uint8Array; keyStore: KeyStore }): Pbkdf2Provider {
  const { masterSecret, keyStore } = options;
  const keys = new Map<number, Promise<KeyObject>>();
  let booting: Promise<void> | undefined;

  const derive = async (row: MasterKeyRow): Promise<KeyObject> => {
    const { key, verifier } = await deriveMasterKey(masterSecret, row);
    if (row.verifier.length !== verifier.length || !timingSafeEqual(row.verifier, verifier)) {
      throw new VaultError(
        'master_secret_wrong',
        `The master secret does not open key version ${row.version} of this database. ` +
          'Put back the master secret that this database was set up with; nothing has been changed.',
      );
    }
    return key;
  };

  const load = (row: MasterKeyRow): Promise<KeyObject> => {
    const known = keys.get(row.version);
    if (known !== undefined) return known;
    const key = derive(row);
    keys.set(row.version, key);
    return key;
  };

  const boot = async (): Promise<void> => {
    let rows = await keyStore.masterKeys();
    if (rows.length === 0) {
      await keyStore.insertMasterKey(await firstMasterKey(masterSecret));
      rows = await keyStore.masterKeys();
    }
    for (const row of rows) if (row.provider === providerName) await load(row);
  };

  const ready = (): Promise<void> => (booting ??= boot());

  /** A version that was added after boot is derived on first sight. */
  const keyOf = async (version: number): Promise<KeyObject> => {
    await ready();
    const known = keys.get(version);
    if (known !== undefined) return known;
    const row = (await keyStore.masterKeys()).find(
      (each) => each.version === version && each.provider === providerName,
    );
    if (row === undefined)
      throw new VaultError('key_missing', `Master key version ${version} is not in the key store.`);
    return load(row);
  };

  return {
    ready,
    wrap: async (version, plaintext, aad) => {
      const nonce = randomBytes(nonceLength);
      return Buffer.concat([nonce, encryptAesGcm(await keyOf(version), nonce, aad, plaintext)]);
    },
    unwrap: async (version, wrapped, aad) => {
      const key = await keyOf(version);
      try {
        return decryptAesGcm(key, wrapped.subarray(0, nonceLength), aad, wrapped.subarray(nonceLength));
      } catch {
        throw new VaultError('sealed_damaged', `A data key does not open under master key version ${version}.`);
      }
    },
  };
}

async function firstMasterKey(masterSecret: Uint8Array): Promise<MasterKeyRow> {
  const salt = randomBytes(saltLength);
  const { verifier } = await deriveMasterKey(masterSecret, { version: 1, salt, iterations });
  return { version: 1, provider: providerName, iterations, salt, verifier, status: 'primary' };
}

/** The key-encryption key, and what tells later that it is the same one without revealing anything of it. */
async function deriveMasterKey(
  masterSecret: Uint8Array,
  row: Pick<MasterKeyRow, 'version' | 'salt' | 'iterations'>,
): Promise<{ key: KeyObject; verifier: Buffer<ArrayBuffer> }> {
  if (row.salt === null || row.salt.length < saltLength || row.iterations === null || row.iterations < iterations) {
    throw new VaultError('key_missing', `Master key version ${row.version} has no salt, or too few iterations.`);
  }
  const bytes = await pbkdf2(masterSecret, row.salt, row.iterations, keyLength);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { key, verifier: hkdf('sha512', key, row.salt, verifierInfo, keyLength) };
}

import { createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { decryptAesGcm, encryptAesGcm, nonceLength } from './aes-gcm.ts';
import { hasCode } from './has-code.ts';
import { hkdf } from './hkdf.ts';
import type { MasterKeyRow } from './key-store.ts';
import { makeMasterSecret, masterSecretPath } from './master-secret-file.ts';
import type { MasterKeyHolder, OpenMasterKey } from './master-key-provider.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { readMasterSecret } from './read-master-secret.ts';
import { VaultError } from './vault-error.ts';

/** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
const iterations = 600_000;
const saltLength = 32;
const keyLength = 32;
const verifierInfo = 'ocw1/verifier';

export type Pbkdf2Holder = MasterKeyHolder & {
  /** What of a row tells the key again; its secret is the version's file, made if it is not there. */
  make(version: number): Promise<Pick<MasterKeyRow, 'keyName' | 'iterations' | 'salt' | 'verifier'>>;
};

/** Master keys derived by PBKDF2-HMAC-SHA-256, 600,000 iterations, a random 32-byte salt each, from a file of their own each. */
export function createPbkdf2Holder(masterSecretFile: string | null): Pbkdf2Holder {
  const pathOf = (version: number): string => {
    if (masterSecretFile === null) {
      throw new VaultError('master_secret_file', 'Set MASTER_SECRET_FILE to the path of the master secret.');
    }
    return masterSecretPath(masterSecretFile, version);
  };

  return {
    origin: ({ version }) => (masterSecretFile === null ? 'a file' : pathOf(version)),
    open: async (row) => {
      const secret = await readMasterSecret(pathOf(row.version)).catch((error: unknown) => {
        if (!(error instanceof VaultError) || !hasCode(error.cause, 'ENOENT')) throw error;
        throw new VaultError('master_secret_file', 'the file is missing. Put your copy of it back.', { cause: error });
      });
      const { key, verifier } = await derive(secret, row);
      if (row.verifier.length !== verifier.length || !timingSafeEqual(row.verifier, verifier)) {
        throw new VaultError(
          'master_secret_wrong',
          'the file holds another master secret. Put back the one that this database was set up with.',
        );
      }
      return openKey(key, row.version);
    },
    make: async (version) => {
      const path = pathOf(version);
      // The first secret is given to us; that it is missing may mean that the wrong path was given.
      if (version > 1) await makeMasterSecret(path);
      const salt = randomBytes(saltLength);
      const { verifier } = await derive(await readMasterSecret(path), { version, salt, iterations });
      return { keyName: null, iterations, salt, verifier };
    },
    discard: async (version) => {
      if (masterSecretFile !== null) await rm(pathOf(version), { force: true });
    },
  };
}

function openKey(key: KeyObject, version: number): OpenMasterKey {
  return {
    wrap: async (plaintext, aad) => {
      const nonce = randomBytes(nonceLength);
      return Buffer.concat([nonce, encryptAesGcm(key, nonce, aad, plaintext)]);
    },
    unwrap: async (wrapped, aad) => {
      try {
        return decryptAesGcm(key, wrapped.subarray(0, nonceLength), aad, wrapped.subarray(nonceLength));
      } catch {
        throw new VaultError('sealed_damaged', `A data key does not open under master key ${version}.`);
      }
    },
  };
}

/** The key-encryption key, and what tells later that it is the same one without revealing anything of it. Erases the secret. */
async function derive(
  masterSecret: Buffer,
  row: Pick<MasterKeyRow, 'version' | 'salt' | 'iterations'>,
): Promise<{ key: KeyObject; verifier: Buffer<ArrayBuffer> }> {
  if (row.salt === null || row.salt.length < saltLength || row.iterations === null || row.iterations < iterations) {
    throw new VaultError('key_missing', 'its row has no salt, or too few iterations.');
  }
  const bytes = await pbkdf2(masterSecret, row.salt, row.iterations, keyLength);
  masterSecret.fill(0);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { key, verifier: hkdf('sha512', key, row.salt, verifierInfo, keyLength) };
}

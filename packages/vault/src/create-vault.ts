import { createHmac, randomBytes } from 'node:crypto';
import { createDataKeyCache } from './data-key-cache.ts';
import { createFingerprintKeys } from './fingerprint-keys.ts';
import type { DataKeyRow, KeyStore } from './key-store.ts';
import type { MasterKeyProvider } from './master-key-provider.ts';
import { openWithDataKey, sealedVersion, sealWithDataKey } from './sealed-format.ts';
import type { SealedPlace } from './sealed-place.ts';
import { VaultError } from './vault-error.ts';
import { wrappingContext } from './wrapping-context.ts';

/** A sealed value, and what stands beside it. */
type Sealed = { sealed: Buffer<ArrayBuffer>; dataKeyVersion: number };

export type Vault = {
  /** Encrypts for one place only, under the organisation's primary data key. Store dataKeyVersion beside it. */
  seal(place: SealedPlace, plaintext: Uint8Array | string): Promise<Sealed>;
  /** Throws VaultError sealed_damaged when a bit or the place differs, key_missing without its key. */
  open(place: SealedPlace, sealed: Uint8Array): Promise<Buffer>;
  /** The same value, sealed anew under the organisation's primary data key. Throws as open does. */
  reseal(place: SealedPlace, sealed: Uint8Array): Promise<Sealed>;
  /** Eight hex digits by which a person knows a value again, whatever is rotated; another organisation's differ. */
  fingerprint(organisationId: string, value: string): Promise<string>;
  /** What a FingerprintKey row is to hold (sealed at fingerprintKeyPlace), so that data key 1 may go. Erase it after use. */
  fingerprintKey(organisationId: string): Promise<Buffer>;
  /** The first data key of a new organisation: insert the row in the transaction that makes the organisation. */
  createDataKey(organisationId: string): Promise<DataKeyRow>;
  /** A random data key of that version, `primary`, wrapped under the primary master key; not stored. */
  newDataKey(organisationId: string, version: number): Promise<DataKeyRow>;
  /** The same data key under another master key; not stored. Throws sealed_damaged when the row was changed. */
  rewrap(row: DataKeyRow, masterKeyVersion: number): Promise<DataKeyRow>;
  /** Forgets opened keys, so that the next use looks at the key store. */
  clearCache(): void;
};

/** Envelope encryption: a data key per organisation, wrapped under the provider's master key. See docs/security.md. */
export function createVault(options: { provider: MasterKeyProvider; keyStore: KeyStore }): Vault {
  const { provider, keyStore } = options;
  const dataKeys = createDataKeyCache(provider, keyStore);
  const fingerprintKeys = createFingerprintKeys(dataKeys, keyStore);

  const newDataKey = async (organisationId: string, version: number): Promise<DataKeyRow> => {
    const master = (await keyStore.masterKeys()).find((row) => row.status === 'primary');
    if (master === undefined)
      throw new VaultError('key_missing', "No master key is primary: await the master keys' ready() at boot.");
    const key = { organisationId, version, masterKeyVersion: master.version };
    const plaintext = randomBytes(32);
    try {
      const wrapped = await provider.wrap(master.version, plaintext, wrappingContext(key));
      return { ...key, wrapped, status: 'primary' };
    } finally {
      plaintext.fill(0);
    }
  };

  const seal = async (place: SealedPlace, plaintext: Uint8Array): Promise<Sealed> => {
    const { key, version } = await dataKeys.get(place.organisationId);
    return { sealed: sealWithDataKey(key, version, place, plaintext), dataKeyVersion: version };
  };

  const open = async (place: SealedPlace, sealed: Uint8Array): Promise<Buffer> => {
    const { key } = await dataKeys.get(place.organisationId, sealedVersion(sealed));
    return openWithDataKey(key, place, sealed);
  };

  return {
    seal: (place, plaintext) => seal(place, typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext),
    open,
    reseal: async (place, sealed) => {
      const plaintext = await open(place, sealed);
      try {
        return await seal(place, plaintext);
      } finally {
        plaintext.fill(0);
      }
    },
    fingerprint: async (organisationId, value) =>
      createHmac('sha256', await fingerprintKeys.get(organisationId))
        .update(value, 'utf8')
        .digest('hex')
        .slice(0, 8),
    fingerprintKey: (organisationId) => fingerprintKeys.derive(organisationId),
    createDataKey: (organisationId) => newDataKey(organisationId, 1),
    newDataKey,
    rewrap: async (row, masterKeyVersion) => {
      const plaintext = await provider.unwrap(row.masterKeyVersion, row.wrapped, wrappingContext(row));
      try {
        const moved = { ...row, masterKeyVersion };
        return { ...moved, wrapped: await provider.wrap(masterKeyVersion, plaintext, wrappingContext(moved)) };
      } finally {
        plaintext.fill(0);
      }
    },
    clearCache: () => {
      dataKeys.clear();
      fingerprintKeys.clear();
    },
  };
}

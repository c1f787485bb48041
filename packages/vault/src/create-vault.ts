import { createHmac, randomBytes } from 'node:crypto';
import { createDataKeyCache } from './data-key-cache.ts';
import { hkdf } from './hkdf.ts';
import type { DataKeyRow, KeyStore } from './key-store.ts';
import type { MasterKeyProvider } from './master-key-provider.ts';
import { openWithDataKey, sealedVersion, sealWithDataKey } from './sealed-format.ts';
import type { SealedPlace } from './sealed-place.ts';
import { VaultError } from './vault-error.ts';
import { wrappingContext } from './wrapping-context.ts';

export type Vault = {
  /** Encrypts for one place only, under the organisation's primary data key. Store dataKeyVersion beside it. */
  seal(
    place: SealedPlace,
    plaintext: Uint8Array | string,
  ): Promise<{ sealed: Buffer<ArrayBuffer>; dataKeyVersion: number }>;
  /** Throws VaultError sealed_damaged when a bit or the place differs, key_missing without its key. */
  open(place: SealedPlace, sealed: Uint8Array): Promise<Buffer>;
  /** Eight hex digits by which a person knows a value again; another organisation's differ. */
  fingerprint(organisationId: string, value: string): Promise<string>;
  /** The first data key of a new organisation: insert the row in the transaction that makes the organisation. */
  createDataKey(organisationId: string): Promise<DataKeyRow>;
  /** Gives the organisation a new primary data key. Older values stay readable; what is sealed from now on is under the new one. */
  rotateDataKey(organisationId: string): Promise<DataKeyRow>;
  /** Forgets opened keys; call it when another process has rotated one. */
  clearCache(): void;
};

/** Envelope encryption: a data key per organisation, wrapped under the provider's master key. See docs/security.md. */
export function createVault(options: { provider: MasterKeyProvider; keyStore: KeyStore }): Vault {
  const { provider, keyStore } = options;
  const cache = createDataKeyCache(provider, keyStore);

  const newDataKey = async (organisationId: string, version: number): Promise<DataKeyRow> => {
    const master = (await keyStore.masterKeys()).find((row) => row.status === 'primary');
    if (master === undefined)
      throw new VaultError('key_missing', "No master key is primary: await the provider's ready() at boot.");
    const key = { organisationId, version, masterKeyVersion: master.version };
    const plaintext = randomBytes(32);
    try {
      const wrapped = await provider.wrap(master.version, plaintext, wrappingContext(key));
      return { ...key, wrapped, status: 'primary' };
    } finally {
      plaintext.fill(0);
    }
  };

  return {
    seal: (place, plaintext) => {
      const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
      return cache.withKey(place.organisationId, undefined, (key, dataKeyVersion) => ({
        sealed: sealWithDataKey(key, dataKeyVersion, place, bytes),
        dataKeyVersion,
      }));
    },
    open: async (place, sealed) =>
      cache.withKey(place.organisationId, sealedVersion(sealed), (key) => openWithDataKey(key, place, sealed)),
    fingerprint: (organisationId, value) =>
      cache.withKey(organisationId, undefined, (key) => {
        const hmacKey = hkdf('sha512', key, new Uint8Array(), 'ocw1/fingerprint', 32);
        return createHmac('sha256', hmacKey).update(value, 'utf8').digest('hex').slice(0, 8);
      }),
    createDataKey: (organisationId) => newDataKey(organisationId, 1),
    rotateDataKey: async (organisationId) => {
      const current = await keyStore.dataKey(organisationId);
      if (current === null) throw new VaultError('key_missing', `Organisation ${organisationId} has no data key.`);
      const row = await newDataKey(organisationId, current.version + 1);
      await keyStore.insertDataKey(row);
      cache.clear();
      return row;
    },
    clearCache: () => cache.clear(),
  };
}

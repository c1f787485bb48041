import { createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { cacheLimits, type DataKeyCache } from './data-key-cache.ts';
import { hkdf } from './hkdf.ts';
import type { KeyStore } from './key-store.ts';
import { openWithDataKey } from './sealed-format.ts';
import type { SealedPlace } from './sealed-place.ts';

/** Where an organisation's own key of fingerprints is sealed. */
export function fingerprintKeyPlace(organisationId: string): SealedPlace {
  return { organisationId, table: 'FingerprintKey', column: 'sealedKey', rowId: organisationId, schemaVersion: 1 };
}

export type FingerprintKeys = {
  /** The key that stays, whatever is rotated: the kept one, or before the first rotation data key 1's. */
  get(organisationId: string): Promise<KeyObject>;
  /** The bytes that are to be kept, from data key 1. Throws VaultError key_missing once that is gone. */
  derive(organisationId: string): Promise<Buffer<ArrayBuffer>>;
  clear(): void;
};

/** The keys of fingerprints, one an organisation, so that they can be compared for as long as it lives. */
export function createFingerprintKeys(dataKeys: DataKeyCache, keyStore: KeyStore): FingerprintKeys {
  const derive = async (organisationId: string): Promise<Buffer<ArrayBuffer>> => {
    const { key } = await dataKeys.get(organisationId, 1);
    return hkdf('sha512', key, new Uint8Array(), 'ocw1/fingerprint', 32);
  };
  const open = async (organisationId: string): Promise<KeyObject> => {
    const kept = await keyStore.fingerprintKey(organisationId);
    let bytes: Buffer;
    if (kept === null) bytes = await derive(organisationId);
    else {
      const { key } = await dataKeys.get(organisationId, kept.dataKeyVersion);
      bytes = openWithDataKey(key, fingerprintKeyPlace(organisationId), kept.sealedKey);
    }
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return key;
  };
  const cache = new LRUCache<string, KeyObject>({ ...cacheLimits, fetchMethod: (id) => open(id) });
  return { get: (organisationId) => cache.forceFetch(organisationId), derive, clear: () => cache.clear() };
}

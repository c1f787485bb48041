import { createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { KeyStore } from './key-store.ts';
import type { MasterKeyProvider } from './master-key-provider.ts';
import { VaultError } from './vault-error.ts';
import { wrappingContext } from './wrapping-context.ts';

/** What opened keys are kept for: at most 1,000 organisations, at most five minutes. */
export const cacheLimits = { max: 1_000, ttl: 5 * 60_000, ttlAutopurge: true, ignoreFetchAbort: true } as const;

export type OpenDataKey = { version: number; key: KeyObject };

export type DataKeyCache = {
  /** The organisation's data key of that version, or its primary one. Throws VaultError key_missing without it. */
  get(organisationId: string, version?: number): Promise<OpenDataKey>;
  /** Forgets all keys. One that is being opened still serves those who wait for it, and is not kept. */
  clear(): void;
};

/** Opened data keys. Each is unwrapped once at a time, and held where nothing prints or copies it. */
export function createDataKeyCache(provider: MasterKeyProvider, keyStore: KeyStore): DataKeyCache {
  const cache = new LRUCache<string, OpenDataKey>({ ...cacheLimits, fetchMethod: (slot) => openKey(slot) });

  const openKey = async (slot: string): Promise<OpenDataKey> => {
    const [organisationId = '', version] = slot.split('/');
    const row = await keyStore.dataKey(organisationId, version === undefined ? undefined : Number(version));
    if (row === null) {
      throw new VaultError(
        'key_missing',
        `Organisation ${organisationId} has no data key${version === undefined ? '' : ` version ${version}`}.`,
      );
    }
    const bytes = await provider.unwrap(row.masterKeyVersion, row.wrapped, wrappingContext(row));
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return { version: row.version, key };
  };

  return {
    get: (organisationId, version) =>
      cache.forceFetch(version === undefined ? organisationId : `${organisationId}/${version}`),
    clear: () => cache.clear(),
  };
}

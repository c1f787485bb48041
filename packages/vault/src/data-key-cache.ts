import { LRUCache } from 'lru-cache';
import type { DataKeyRow, KeyStore } from './key-store.ts';
import type { MasterKeyProvider } from './master-key-provider.ts';
import { wrappingContext } from './wrapping-context.ts';
import { VaultError } from './vault-error.ts';

const limits = { keys: 1_000, ttlMs: 5 * 60_000 };

type OpenKey = { version: number; bytes: Buffer; erased: boolean };

export type DataKeyCache = {
  /**
   * Runs `use` with the organisation's key of that version, or its primary one. `use` must be done with
   * the bytes when it returns: they are zeroised when the key leaves the cache.
   */
  withKey<T>(organisationId: string, version: number | undefined, use: (key: Buffer, version: number) => T): Promise<T>;
  /** Forgets all keys, for example after a rotation elsewhere. */
  clear(): void;
};

/** Opened data keys: at most 1,000, for at most five minutes. Each is unwrapped once at a time. */
export function createDataKeyCache(provider: MasterKeyProvider, keyStore: KeyStore): DataKeyCache {
  const cache = new LRUCache<string, OpenKey>({
    max: limits.keys,
    ttl: limits.ttlMs,
    ttlAutopurge: true,
    // A key cleared while it is being opened still serves those who wait for it, and is not kept.
    ignoreFetchAbort: true,
    fetchMethod: async (slot) => openKey(slot),
    dispose: (key) => {
      key.bytes.fill(0);
      key.erased = true;
    },
  });

  const openKey = async (slot: string): Promise<OpenKey> => {
    const [organisationId = '', version] = slot.split('/');
    const row = await keyStore.dataKey(organisationId, version === undefined ? undefined : Number(version));
    if (row === null) {
      throw new VaultError(
        'key_missing',
        `Organisation ${organisationId} has no data key${version === undefined ? '' : ` version ${version}`}.`,
      );
    }
    return { version: row.version, bytes: await unwrap(row), erased: false };
  };

  const unwrap = (row: DataKeyRow): Promise<Buffer> =>
    provider.unwrap(row.masterKeyVersion, row.wrapped, wrappingContext(row));

  return {
    withKey: async (organisationId, version, use) => {
      const slot = version === undefined ? organisationId : `${organisationId}/${version}`;
      for (;;) {
        const key = await cache.fetch(slot);
        // Between the fetch and here the key may have left the cache and be all zeros: never use that.
        if (key !== undefined && !key.erased) return use(key.bytes, key.version);
      }
    },
    clear: () => cache.clear(),
  };
}

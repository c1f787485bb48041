import type { KeyStore, MasterKeyRow } from './key-store.ts';
import { createKmsHolder } from './kms/kms-holder.ts';
import type { KmsClientOptions } from './kms/google-kms.ts';
import type { MasterKeyHolder, MasterKeyProvider, OpenMasterKey } from './master-key-provider.ts';
import { createPbkdf2Holder } from './pbkdf2-holder.ts';
import { VaultError } from './vault-error.ts';

/** Where a master key is to come from: a secret in a file on this machine, or a key that Google Cloud KMS holds. */
export type MasterKeySource = { provider: 'pbkdf2' } | { provider: 'gcp-kms'; keyName: string };

/** Every master key of this process, whatever holds it. */
export type MasterKeys = MasterKeyProvider & {
  /**
   * Opens every version that a data key still needs, once however often it is called, and makes version 1 of an empty
   * store. Await it at boot. Throws VaultError, naming the keys that it misses and having changed nothing, unless all
   * but pending ones open; then no other method works either.
   */
  ready(): Promise<void>;
  /** Tries what is not open yet, pending versions too, and forgets what is gone. Throws for no key; gives loaded(). */
  refresh(): Promise<number[]>;
  /** The versions that are open, ascending. */
  loaded(): number[];
  /** What the last try could not open, with the reason. */
  unopened(): { version: number; reason: VaultError }[];
  /**
   * A new version, `pending` and not stored. Makes its secret file (0600, never over another: the one that is there is
   * taken) or tries the key at Google. Throws VaultError when neither can be used.
   */
  prepare(version: number, source: MasterKeySource): Promise<MasterKeyRow>;
  /** Removes the version's secret file; at Google nothing is removed. Fine when it is gone. */
  discard(version: number): Promise<void>;
};

type Options = {
  /** Path of version 1's secret; later versions lie beside it. Null when Google holds every key. */
  masterSecretFile: string | null;
  kms: KmsClientOptions | null;
  /** What the first key of an empty store is made from; a secret file unless told. */
  firstSource?: MasterKeySource;
  keyStore: KeyStore;
};

/** How soon an unknown version is looked for again while requests ask for it, ms. */
const lookAgainMs = 10_000;

/** Master keys from secret files and from Google Cloud KMS, each as its row in the key store says. */
export function createMasterKeys({ masterSecretFile, kms, firstSource, keyStore }: Options): MasterKeys {
  const files = createPbkdf2Holder(masterSecretFile);
  const google = createKmsHolder(kms);
  const opened = new Map<number, OpenMasterKey>();
  let failed: { version: number; reason: VaultError }[] = [];
  let booting: Promise<void> | undefined;
  let looking = Promise.resolve();
  let lookedAt = Number.NEGATIVE_INFINITY;

  const open = async (row: MasterKeyRow): Promise<void> => {
    if (opened.has(row.version)) return;
    const holder: MasterKeyHolder = row.provider === 'gcp-kms' ? google : files;
    try {
      if (row.provider !== 'gcp-kms' && row.provider !== 'pbkdf2')
        throw new VaultError('key_missing', `nothing here knows the provider ${row.provider}.`);
      opened.set(row.version, await holder.open(row));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      const made = row.createdAt.toISOString().slice(0, 10);
      const message = `Cannot open master key ${row.version}, made ${made}, from ${holder.origin(row)}: ${error.message}`;
      const reason = new VaultError(error.code, `${message} Nothing has been changed.`, { cause: error });
      failed.push({ version: row.version, reason });
    }
  };

  const make = async (version: number, source: MasterKeySource): Promise<MasterKeyRow> => {
    const made = source.provider === 'gcp-kms' ? await google.make(version, source.keyName) : await files.make(version);
    const { provider } = source;
    return { version, provider, ...made, status: 'pending', createdAt: new Date(), emptiedAt: null };
  };

  const boot = async (): Promise<void> => {
    let rows = await keyStore.masterKeys();
    if (rows.length === 0) {
      await keyStore.insertMasterKey({ ...(await make(1, firstSource ?? { provider: 'pbkdf2' })), status: 'primary' });
      rows = await keyStore.masterKeys();
    }
    const needed = rows.filter((row) => row.emptiedAt === null);
    await Promise.all(needed.map(open));
    const optional = new Set(needed.filter((row) => row.status === 'pending').map((row) => row.version));
    const [first, ...more] = failed.filter(({ version }) => !optional.has(version)).map(({ reason }) => reason);
    if (first === undefined) return;
    opened.clear();
    throw more.length === 0
      ? first
      : new VaultError(first.code, [first, ...more].map((each) => each.message).join('\n'), { cause: first });
  };

  const ready = (): Promise<void> => (booting ??= boot());

  const look = async (wanted?: number): Promise<void> => {
    lookedAt = performance.now();
    await ready();
    const rows = await keyStore.masterKeys();
    for (const version of opened.keys()) if (!rows.some((row) => row.version === version)) opened.delete(version);
    failed = [];
    await Promise.all(rows.filter((row) => row.emptiedAt === null || row.version === wanted).map(open));
  };

  /** One look at a time: a row that came after a look began is found by the next look, not by that one. */
  const refresh = (wanted?: number): Promise<void> => {
    looking = looking.catch(() => undefined).then(() => look(wanted));
    return looking;
  };

  const loaded = (): number[] => [...opened.keys()].sort((a, b) => a - b);

  /** Versions are opened when they are announced. That one is asked for first is a news that was lost: look, now and then. */
  const keyOf = async (version: number): Promise<OpenMasterKey> => {
    await ready();
    if (!opened.has(version)) {
      const due = performance.now() - lookedAt > lookAgainMs;
      if (due) lookedAt = performance.now();
      await (due ? refresh(version) : looking.catch(() => undefined));
    }
    const key = opened.get(version);
    if (key !== undefined) return key;
    throw (
      failed.find((each) => each.version === version)?.reason ??
      new VaultError('key_missing', `Master key ${version} is not in the key store.`)
    );
  };

  return {
    ready,
    refresh: async () => {
      await refresh();
      return loaded();
    },
    loaded,
    unopened: () => [...failed],
    prepare: make,
    discard: (version) => files.discard(version),
    wrap: async (version, plaintext, aad) => (await keyOf(version)).wrap(plaintext, aad),
    unwrap: async (version, wrapped, aad) => (await keyOf(version)).unwrap(wrapped, aad),
  };
}

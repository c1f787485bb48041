import type { MasterKeyRow } from './key-store.ts';

/** Whoever holds the key-encryption keys: a master secret here, a cloud's key service elsewhere. */
export interface MasterKeyProvider {
  /** Encrypts a data key under that master key version, bound to aad. */
  wrap(version: number, plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** The inverse; throws VaultError sealed_damaged when it was changed or the aad differs, key_missing without that version. */
  unwrap(version: number, wrapped: Uint8Array, aad: Uint8Array): Promise<Buffer>;
}

/** One master key that this process can use. The key itself stays where it is: in a KeyObject, or with the cloud. */
export type OpenMasterKey = {
  wrap(plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  unwrap(wrapped: Uint8Array, aad: Uint8Array): Promise<Buffer>;
};

/** One way to hold master keys. */
export type MasterKeyHolder = {
  /** Throws VaultError when it is not the key that the row is of, or cannot be had now. */
  open(row: MasterKeyRow): Promise<OpenMasterKey>;
  /** Where the row's key comes from, for messages: a file's path or a key's name. */
  origin(row: Pick<MasterKeyRow, 'version' | 'keyName'>): string;
  /** Removes what this machine keeps of the version; fine when there is nothing. */
  discard(version: number): Promise<void>;
};

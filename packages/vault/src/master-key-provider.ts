/** Whoever holds the key-encryption keys: a master secret here, a cloud's key service elsewhere. */
export interface MasterKeyProvider {
  /** Encrypts a data key under that master key version, bound to aad. */
  wrap(version: number, plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** The inverse; throws VaultError sealed_damaged when it was changed or the aad differs, key_missing without that version. */
  unwrap(version: number, wrapped: Uint8Array, aad: Uint8Array): Promise<Buffer>;
}

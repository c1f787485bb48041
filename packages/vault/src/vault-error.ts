/**
 * - sealed_damaged: not a sealed value, changed since, or moved from another place. Never retry.
 * - key_missing: the key it was sealed under is not in the key store.
 * - master_secret_wrong: the master secret, or the key at Google, does not open the keys of this database.
 * - master_secret_file: the file of the master secret cannot be used as it is.
 * - key_service: the cloud's key service does not do what it is asked: out of reach, or it refuses. May pass.
 */
export type VaultErrorCode =
  'sealed_damaged' | 'key_missing' | 'master_secret_wrong' | 'master_secret_file' | 'key_service';

/** The vault's only own error. Its message never holds plaintext, ciphertext or key material. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

import { hasCode } from '../has-code.ts';
import { VaultError } from '../vault-error.ts';

/** What to do about it, by gRPC status code (google.rpc.Code). */
const advice: Readonly<Record<number, string>> = {
  4: 'did not answer in time. Try again later',
  5: 'knows no such key. Look at the name and the project',
  7: 'refuses. Give this process the role Cloud KMS CryptoKey Encrypter/Decrypter on the key',
  8: 'has no quota left. Try again later',
  9: 'says that the key is disabled or destroyed. Enable it',
  14: 'is out of reach. Try again later',
  16: "does not know who asks. Look at Google's credentials of this process",
};

/** Google says that what arrived was not what was sent (an INVALID_ARGUMENT like others): worth another attempt. */
export function isChecksumRefusal(error: unknown): boolean {
  return hasCode(error, 3) && error instanceof Error && /checksum|crc32c/i.test(error.message);
}

/** An error of Google's library as ours: never with what was sent, which the library may repeat. */
export function kmsError(keyName: string, error: unknown): VaultError {
  if (error instanceof VaultError) return error;
  const noCredentials = error instanceof Error && /default credentials/.test(error.message);
  const code = noCredentials ? 16 : codeOf(error);
  // INVALID_ARGUMENT is how Google says it of a ciphertext, a checksum or an aad that does not fit.
  if (code === 3)
    return new VaultError(
      'sealed_damaged',
      `Google Cloud KMS cannot decrypt with ${keyName}: it did not make this, or not for here.`,
    );
  const known = typeof code === 'number' ? advice[code] : undefined;
  return new VaultError(
    'key_service',
    `Google Cloud KMS ${known ?? `failed (${typeof code === 'number' || typeof code === 'string' ? code : 'without a code'}). Look at its status`}: ${keyName}.`,
  );
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

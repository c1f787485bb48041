import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { openKmsClient } from './open-kms-client.ts';
import { crc32c } from './crc32c.ts';
import { isChecksumRefusal, kmsError } from './kms-error.ts';
import { VaultError } from '../vault-error.ts';

export type KmsClientOptions = {
  /** A private endpoint, or a stand-in on loopback, instead of Google's own. Credentials are Google's usual ones. */
  apiRoot?: string;
  /** One attempt, and all attempts of a call with the pauses between them, ms: a request waits for this. */
  limits?: { attemptMs: number; callMs: number };
};

/** Google Cloud KMS, as far as the vault needs it. Throws VaultError key_service when it does not do what it is asked. */
export type GoogleKms = {
  /** Encrypts under the key's primary version. */
  encrypt(keyName: string, plaintext: Uint8Array, aad: Uint8Array): Promise<Buffer<ArrayBuffer>>;
  /** Throws sealed_damaged when Google says that the ciphertext, or its aad, is not what the key made. */
  decrypt(keyName: string, ciphertext: Uint8Array, aad: Uint8Array): Promise<Buffer<ArrayBuffer>>;
};

const usualLimits = { attemptMs: 3_000, callMs: 10_000 };
/** How often a call is made whose checksums do not fit: the network garbled something, or somebody does. */
const checksumAttempts = 3;

// gRPC codes 4 and 14: no answer in time, and out of reach. Nothing else becomes better by itself.
const callOptionsOf = ({ attemptMs, callMs }: typeof usualLimits) => ({
  timeout: attemptMs,
  retry: {
    retryCodes: [4, 14],
    backoffSettings: {
      initialRetryDelayMillis: 100,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 1_000,
      initialRpcTimeoutMillis: attemptMs,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: attemptMs,
      totalTimeoutMillis: callMs,
    },
  },
});

/**
 * Symmetric encryption by Google Cloud KMS with additional authenticated data. Checks every checksum that Google's
 * data-integrity guidelines name (cloud.google.com/kms/docs/data-integrity-guidelines), and fails closed.
 */
export function createGoogleKms(options: KmsClientOptions): GoogleKms {
  const callOptions = callOptionsOf(options.limits ?? usualLimits);
  let opening: Promise<KeyManagementServiceClient> | undefined;
  /** Loaded with the first call: an installation without KMS never pays for the library. */
  const client = (): Promise<KeyManagementServiceClient> => {
    opening ??= openKmsClient(options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const call = async <T>(keyName: string, run: (kms: KeyManagementServiceClient) => Promise<T | null>): Promise<T> => {
    for (let attempt = 0; attempt < checksumAttempts; attempt += 1) {
      let answer: T | null;
      try {
        answer = await run(await client());
      } catch (error) {
        if (!isChecksumRefusal(error)) throw kmsError(keyName, error);
        answer = null;
      }
      if (answer !== null) return answer;
    }
    throw new VaultError(
      'key_service',
      `Google Cloud KMS gave wrong checksums for ${keyName} ${checksumAttempts} times.`,
    );
  };

  return {
    encrypt: (keyName, plaintext, aad) =>
      call(keyName, async (kms) => {
        const [answer] = await kms.encrypt(
          {
            name: keyName,
            plaintext,
            plaintextCrc32c: { value: crc32c(plaintext) },
            additionalAuthenticatedData: aad,
            additionalAuthenticatedDataCrc32c: { value: crc32c(aad) },
          },
          callOptions,
        );
        const ciphertext = bytes(answer.ciphertext);
        const sound =
          answer.verifiedPlaintextCrc32c === true &&
          answer.verifiedAdditionalAuthenticatedDataCrc32c === true &&
          answer.name?.startsWith(`${keyName}/cryptoKeyVersions/`) === true &&
          fits(ciphertext, answer.ciphertextCrc32c?.value);
        return sound ? ciphertext : null;
      }),
    decrypt: (keyName, ciphertext, aad) =>
      call(keyName, async (kms) => {
        const [answer] = await kms.decrypt(
          {
            name: keyName,
            ciphertext,
            ciphertextCrc32c: { value: crc32c(ciphertext) },
            additionalAuthenticatedData: aad,
            additionalAuthenticatedDataCrc32c: { value: crc32c(aad) },
          },
          callOptions,
        );
        const plaintext = bytes(answer.plaintext);
        return fits(plaintext, answer.plaintextCrc32c?.value) ? plaintext : null;
      }),
  };
}

/** The library gives bytes, or base64 where it was asked for plain JSON. */
function bytes(value: Uint8Array | string | null | undefined): Buffer<ArrayBuffer> {
  if (value === null || value === undefined) return Buffer.alloc(0);
  return typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value);
}

/** An int64 comes as digits or as a number; anything else, and no checksum at all, does not fit. */
function fits(value: Uint8Array, checksum: unknown): boolean {
  return (typeof checksum === 'string' || typeof checksum === 'number') && Number(checksum) === crc32c(value);
}

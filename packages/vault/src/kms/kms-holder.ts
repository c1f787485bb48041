import { timingSafeEqual } from 'node:crypto';
import type { MasterKeyRow } from '../key-store.ts';
import type { MasterKeyHolder } from '../master-key-provider.ts';
import { uint32 } from '../sealed-place.ts';
import { VaultError } from '../vault-error.ts';
import { createGoogleKms, type GoogleKms, type KmsClientOptions } from './google-kms.ts';

/** cloud.google.com/kms/docs/resource-hierarchy: a key, not one of its versions, for Google rotates those itself. */
const keyNamePattern =
  /^projects\/[^/]{1,63}\/locations\/[a-zA-Z0-9_-]{1,63}\/keyRings\/[\w-]{1,63}\/cryptoKeys\/[\w-]{1,63}$/;
const verifierText = Buffer.from('ocw1/verifier');

export type KmsHolder = MasterKeyHolder & {
  /** Has Google encrypt a known text, by which the key is known again. */
  make(version: number, keyName: string): Promise<Pick<MasterKeyRow, 'keyName' | 'iterations' | 'salt' | 'verifier'>>;
};

/** Master keys that never leave Google Cloud KMS: each data key is wrapped and unwrapped there. */
export function createKmsHolder(options: KmsClientOptions | null): KmsHolder {
  const google = options === null ? null : createGoogleKms(options);
  const service = (): GoogleKms => {
    if (google !== null) return google;
    throw new VaultError('key_service', 'this process was not given Google Cloud KMS.');
  };
  const named = (keyName: string | null): string => {
    if (keyName !== null && keyNamePattern.test(keyName)) return keyName;
    throw new VaultError(
      'key_missing',
      `${keyName ?? 'nothing'} is no key of Google Cloud KMS. Name it as projects/…/locations/…/keyRings/…/cryptoKeys/…`,
    );
  };

  return {
    origin: ({ keyName }) => `Google Cloud KMS, key ${keyName ?? 'without a name'}`,
    open: async ({ version, keyName, verifier }) => {
      const name = named(keyName);
      const text = await service()
        .decrypt(name, verifier, verifierContext(version))
        .catch((error: unknown) => {
          if (!(error instanceof VaultError) || error.code !== 'sealed_damaged') throw error;
          throw new VaultError(
            'master_secret_wrong',
            'it is another key than the one that this database was set up with.',
          );
        });
      if (text.length !== verifierText.length || !timingSafeEqual(text, verifierText))
        throw new VaultError('master_secret_wrong', 'its check holds another text.');
      return {
        wrap: (plaintext, aad) => service().encrypt(name, plaintext, aad),
        unwrap: (wrapped, aad) => service().decrypt(name, wrapped, aad),
      };
    },
    make: async (version, keyName) => {
      const name = named(keyName);
      const verifier = await service().encrypt(name, verifierText, verifierContext(version));
      return { keyName: name, iterations: null, salt: null, verifier };
    },
    // What Google keeps is destroyed there, by whoever may.
    discard: () => Promise.resolve(),
  };
}

function verifierContext(version: number): Buffer {
  return Buffer.concat([Buffer.from('ocw1\0verifier\0', 'utf8'), uint32(version)]);
}

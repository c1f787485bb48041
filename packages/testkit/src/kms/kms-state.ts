import { randomBytes } from 'node:crypto';

/** What was asked, without any text or key. */
export type KmsRequest = { method: 'encrypt' | 'decrypt'; keyName: string; status: number };

/** A key's versions by number; the last one is primary. */
export type KmsKey = { versions: Map<number, Buffer>; enabled: boolean };

export type KmsState = { keys: Map<string, KmsKey>; requests: KmsRequest[]; wrongChecksums: number };

export type KmsControls = {
  /** Makes a symmetric key; its name is projects/…/locations/…/keyRings/…/cryptoKeys/… */
  addKey(keyName: string): void;
  /** Gives the key a new primary version, as Google does on a schedule; older ciphertexts still open. */
  rotateKey(keyName: string): void;
  disableKey(keyName: string): void;
  enableKey(keyName: string): void;
  /** Spoils the checksums of the next answers. */
  spoilChecksums(answers: number): void;
  requests(): KmsRequest[];
};

export function createKmsState(): KmsState {
  return { keys: new Map(), requests: [], wrongChecksums: 0 };
}

export function createKmsControls(state: KmsState): KmsControls {
  const known = (keyName: string): KmsKey => {
    const key = state.keys.get(keyName);
    if (key === undefined) throw new Error(`The stand-in has no key ${keyName}`);
    return key;
  };
  return {
    addKey: (keyName) => {
      if (!keyNamePattern.test(keyName)) throw new Error(`${keyName} is no name of a key`);
      state.keys.set(keyName, { versions: new Map([[1, randomBytes(32)]]), enabled: true });
    },
    rotateKey: (keyName) => {
      const { versions } = known(keyName);
      versions.set(versions.size + 1, randomBytes(32));
    },
    disableKey: (keyName) => {
      known(keyName).enabled = false;
    },
    enableKey: (keyName) => {
      known(keyName).enabled = true;
    },
    spoilChecksums: (answers) => {
      state.wrongChecksums = answers;
    },
    requests: () => [...state.requests],
  };
}

export const keyNamePattern = /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[\w-]{1,63}\/cryptoKeys\/[\w-]{1,63}$/;

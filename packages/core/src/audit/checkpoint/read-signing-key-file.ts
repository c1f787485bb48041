import type { KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { readSigningKey } from '@clawberth/audit-chain';
import { ClawberthError } from '../../errors.ts';

const MOST_BYTES = 4_096;

/**
 * The key that signs checkpoints: an Ed25519 private key as PKCS #8 PEM in a file with mode 0600. Throws
 * `invalid_input`, saying how to mend it, when the file is missing, open to others than its owner, or holds something else.
 */
export async function readSigningKeyFile(path: string): Promise<KeyObject> {
  const refuse = (problem: string, cause?: unknown): ClawberthError =>
    new ClawberthError('invalid_input', `The signing key of the audit log, ${path}, ${problem}`, { cause });
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refuse(
      'cannot be read. Put your copy back, or make one: umask 077; openssl genpkey -algorithm ed25519 -out the file.',
      error,
    );
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > MOST_BYTES)
      throw refuse(`must be an ordinary file of at most ${MOST_BYTES} bytes.`);
    const mode = facts.mode & 0o777;
    if (mode !== 0o600) {
      const octal = mode.toString(8).padStart(3, '0');
      throw refuse(`has mode 0${octal}: nobody but its owner may read it. Run: chmod 600 ${path}`);
    }
    return readSigningKey(await file.readFile());
  } catch (error) {
    if (error instanceof TypeError) throw refuse(`is not usable. ${error.message}.`);
    throw error;
  } finally {
    await file.close();
  }
}

import type { KeyObject } from 'node:crypto';
import { appendFile, chmod, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { publicKeyText, readPublicKeys, type VerifierKey } from '@clawberth/audit-chain';
import type { Logger } from 'pino';
import { ClawberthError } from '../../errors.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { openFileCheckpoints } from './open-file-checkpoints.ts';
import { readSigningKeyFile } from './read-signing-key-file.ts';

export type AuditFiles = {
  /** Ed25519, PKCS #8 PEM, mode 0600. */
  signingKeyFile: string;
  checkpointDir: string;
};

/** What a process needs to sign checkpoints of the audit log. */
export type AuditServices = {
  signingKey: KeyObject;
  checkpoints: CheckpointStore;
  /** Public halves of the signing key and of those before it, one a line. No secret. */
  publicKeys: string;
  verifierKeys: readonly VerifierKey[];
};

/** Beside the checkpoints; `npm run audit:verify` looks for it there. */
export const PUBLIC_KEY_FILE = 'audit-public-key';

/**
 * Opens the signing key and the folder of checkpoints, and adds the public key to the file beside them when it is new.
 * Throws `invalid_input` for a key file or folder that cannot be used.
 */
export async function openAuditServices({
  signingKeyFile,
  checkpointDir,
  log,
}: AuditFiles & { log: Logger }): Promise<AuditServices> {
  const signingKey = await readSigningKeyFile(signingKeyFile);
  const folder = await stat(checkpointDir).catch(() => null);
  if (!folder?.isDirectory()) {
    throw new ClawberthError(
      'invalid_input',
      `AUDIT_CHECKPOINT_DIR names ${checkpointDir}, which is no folder. Make it, or put your copy back.`,
    );
  }
  const publicKeys = await notePublicKey(join(checkpointDir, PUBLIC_KEY_FILE), publicKeyText(signingKey));
  return {
    signingKey,
    checkpoints: openFileCheckpoints({ folder: checkpointDir, log }),
    publicKeys,
    verifierKeys: readPublicKeys(publicKeys),
  };
}

/** Two processes that begin at the same moment may both add it: the same key twice does no harm. */
async function notePublicKey(file: string, key: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  if (known.split('\n').includes(key)) return known;
  await appendFile(file, `${key}\n`, { mode: 0o644 });
  // Shared with whom the folder is shared, so that either process may add the next key.
  if (known === '') await chmod(file, 0o644 | ((await stat(dirname(file))).mode & 0o020));
  return `${known}${key}\n`;
}

import { randomBytes, randomUUID } from 'node:crypto';
import { chown, link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './has-code.ts';

/** The file of a version's master secret: version 1 is the named file itself, version n is `<file>.<n>` beside it. */
export function masterSecretPath(masterSecretFile: string, version: number): string {
  return version === 1 ? masterSecretFile : `${masterSecretFile}.${version}`;
}

/**
 * Makes a file of 48 random bytes in base64, mode 0600, and has it on the disk when it resolves; a file that is there
 * stays as it is. It belongs to whom the folder's owner is, so that processes of that user can read what root made.
 */
export async function makeMasterSecret(path: string): Promise<void> {
  const folder = dirname(path);
  const draft = `${path}.${randomUUID()}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(48).toString('base64')}\n`);
    await file.sync();
    await file.close();
    const { uid, gid } = await ownerToBe(path, folder);
    if (process.getuid?.() === 0) await chown(draft, uid, gid);
    // The name comes last and never replaces a file: half a secret, or another one, would be worse than none.
    await link(draft, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
}

/** The version before, if it has a file, shows who reads master secrets here. */
async function ownerToBe(path: string, folder: string): Promise<{ uid: number; gid: number }> {
  const [, base = path, version = '1'] = /^(.*)\.(\d+)$/.exec(path) ?? [];
  for (let earlier = Number(version) - 1; earlier >= 1; earlier -= 1) {
    const there = await stat(masterSecretPath(base, earlier)).catch(() => null);
    if (there !== null) return there;
  }
  return stat(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

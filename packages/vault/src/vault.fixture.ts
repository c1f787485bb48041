import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SealedPlace } from './index.ts';

export type SecretFolder = {
  file: string;
  write(name: string, text?: string, mode?: number): Promise<string>;
  remove(): Promise<void>;
};

/** A folder of the test's own with a master secret `file`; `write` adds another file. */
export async function makeSecretFolder(): Promise<SecretFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'clawberth-vault-'));
  const write = async (name: string, text = randomBytes(48).toString('base64'), mode = 0o600): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode });
    return path;
  };
  return { file: await write('master-secret'), write, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Where a bot's secret would be sealed. */
export function placeOf(organisationId: string, rowId: string): SealedPlace {
  return { organisationId, table: 'BotSecret', column: 'sealedValue', rowId, schemaVersion: 1 };
}

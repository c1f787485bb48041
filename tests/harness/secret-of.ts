import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INSTANCE } from './instance.ts';

/** Where the instance of these tests keeps one of its secrets. */
export function secretFile(name: string): string {
  return join(process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`, 'secrets', name);
}

export async function secretOf(name: string): Promise<string> {
  return (await readFile(secretFile(name), 'utf8')).trim();
}

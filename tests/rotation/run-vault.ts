import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../packages/core/scripts/vault.ts', import.meta.url));

export type VaultPlace = { appUrl: string; masterSecretFile: string };
/** How often it was killed, how long all runs took, what the one that came to its end printed, and how long that one took. */
export type VaultRuns = { kills: number; ms: number; text: string; lastMs: number };

/**
 * Runs `npm run vault -- <args>` as an operator's process, kills it (SIGKILL) at a random time, up to so many times, and starts
 * it again until it is done. Throws with what it printed when it refuses.
 */
export async function runVault(
  { appUrl, masterSecretFile }: VaultPlace,
  args: readonly string[],
  { kills, withinMs }: { kills: number; withinMs: readonly [number, number] },
): Promise<VaultRuns> {
  const began = performance.now();
  const env = { PATH: process.env['PATH'], DATABASE_URL: appUrl, MASTER_SECRET_FILE: masterSecretFile };
  for (let killed = 0; ;) {
    const started = performance.now();
    const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    const timer = killed < kills ? setTimeout(() => child.kill('SIGKILL'), randomInt(...withinMs)) : undefined;
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(timer);
    if (signal === 'SIGKILL') killed += 1;
    else if (code === 0) {
      const now = performance.now();
      return { kills: killed, ms: now - began, text: text.trim(), lastMs: now - started };
    } else throw new Error(`vault ${args.join(' ')} ended with ${code ?? signal}:\n${text}`);
  }
}

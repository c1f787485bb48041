import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { SandboxLayout } from '../sandbox-layout.ts';

export type OpenclawRun = { exitCode: number; stdout: string; stderr: string };

/** Runs the real `openclaw` command on that layout, without a shell, for at most 90 s. */
export function runOpenclaw(packageDir: string, layout: SandboxLayout, args: string[]): Promise<OpenclawRun> {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: layout.home,
    OPENCLAW_STATE_DIR: layout.stateDir,
    OPENCLAW_CONFIG_PATH: layout.configPath,
    OPENCLAW_NO_RESPAWN: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
  };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(packageDir, 'openclaw.mjs'), ...args],
      { env, timeout: 90_000, maxBuffer: 16_777_216 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') return reject(error);
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

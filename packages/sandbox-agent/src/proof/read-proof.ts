import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { release, version } from 'node:os';
import { join } from 'node:path';
import type { SandboxProof } from '@clawberth/openclaw/agent-protocol';
import { parseProcStatus } from './parse-proc-status.ts';

const BOOT_LINES = 20;

/**
 * What the sandbox looks like from the inside: the kernel that answers, its boot
 * lines, this process's rights, and whether the root file system takes a file.
 * A fact that cannot be read is reported as the unsafe one.
 */
export async function readProof(root = '/'): Promise<SandboxProof> {
  const [procVersion, status, bootLines, noNewPrivs, readOnlyRoot] = await Promise.all([
    readFile('/proc/version', 'utf8').catch(() => version()),
    readFile('/proc/self/status', 'utf8').catch(() => ''),
    run('dmesg', []).then((text) => text.split('\n').filter(Boolean).slice(0, BOOT_LINES)),
    // gVisor's /proc/self/status has no NoNewPrivs line; setpriv asks the kernel itself.
    run('setpriv', ['--dump']).then((text) => /^no_new_privs:\s*1$/m.test(text)),
    isReadOnly(root),
  ]);
  const facts = parseProcStatus(status);
  return {
    kernelRelease: release(),
    kernelVersion: procVersion.trim().slice(0, 500),
    gvisor: bootLines.some((line) => line.includes('Starting gVisor')),
    bootLines: bootLines.map((line) => line.slice(0, 200)),
    uid: process.getuid?.() ?? 0,
    capabilitiesEffective: facts.capabilitiesEffective ?? 'ffffffffffffffff',
    noNewPrivs: facts.noNewPrivs ?? noNewPrivs,
    readOnlyRoot,
  };
}

async function isReadOnly(root: string): Promise<boolean> {
  const file = join(root, `.clawberth-probe-${process.pid}`);
  try {
    await writeFile(file, '', { flag: 'wx' });
  } catch {
    return true;
  }
  await rm(file, { force: true });
  return false;
}

/** Standard output of a command, also when it exits badly; empty when it cannot run. */
function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 5_000, maxBuffer: 1_048_576 }, (_error, stdout) => resolve(stdout));
  });
}

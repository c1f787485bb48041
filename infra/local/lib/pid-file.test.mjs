// @ts-check
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingPid } from './pid-file.mjs';

/** @type {string} */
let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clawberth-pid-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A made-up /proc with one process. @param {number} pid @param {string} command @param {string} [environment] */
async function pretend(pid, command, environment = '') {
  await mkdir(join(folder, String(pid)));
  await writeFile(join(folder, String(pid), 'cmdline'), command.replaceAll(' ', '\0'));
  await writeFile(join(folder, String(pid), 'environ'), environment.replaceAll(' ', '\0'));
}

/** @param {string} content @param {string} mark */
async function read(content, mark) {
  const file = join(folder, 'pid');
  await writeFile(file, content);
  return livingPid(file, mark, folder);
}

describe('livingPid', () => {
  it('gives the pid of a process with the right command line', async () => {
    await pretend(4711, 'postgres -D /var/lib/x/postgres');
    expect(await read('4711\n/var/lib/x/postgres\n', '/var/lib/x/postgres')).toBe(4711);
  });

  it('knows a process by its environment when it renamed itself', async () => {
    await pretend(4711, 'next-server (v16)', 'A=1 CLAWBERTH_PROCESS=x/dashboard');
    expect(await read('4711\n', 'CLAWBERTH_PROCESS=x/dashboard')).toBe(4711);
    expect(await read('4711\n', 'CLAWBERTH_PROCESS=x/dash')).toBeUndefined();
  });

  it('does not take another process with the same number for ours', async () => {
    await pretend(4711, 'vim notes.txt');
    expect(await read('4711\n', '/var/lib/x/postgres')).toBeUndefined();
  });

  it.each(['', 'text\n', '0\n', '1\n', '-5\n', '4712\n'])('gives nothing for the content %j', async (content) => {
    await pretend(1, 'init /var/lib/x/postgres');
    expect(await read(content, '/var/lib/x/postgres')).toBeUndefined();
  });

  it('gives nothing when there is no file', async () => {
    expect(await livingPid(join(folder, 'none'), 'x', folder)).toBeUndefined();
  });
});

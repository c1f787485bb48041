import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writePrivateFile } from './write-files.ts';

const roots: string[] = [];
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
});

test('a file is for its owner only, in a folder for its owner only, and replaces the one before', async () => {
  const root = await mkdtemp(join(tmpdir(), 'clawberth-files-'));
  roots.push(root);
  const path = join(root, 'secrets', 'gateway-token');
  await writePrivateFile(path, 'first');
  await writePrivateFile(path, 'second');
  expect(await readFile(path, 'utf8')).toBe('second');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(root, 'secrets'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(root, 'secrets'))).toEqual(['gateway-token']);
});

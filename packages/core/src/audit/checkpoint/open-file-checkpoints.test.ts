import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey, signCheckpoint } from '@clawberth/audit-chain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFileCheckpoints } from './open-file-checkpoints.ts';

const ID = '3f2a1b0c-9d8e-4f70-a1b2-c3d4e5f60718';
const key = generateSigningKey();
const note = (sequence: number): string =>
  signCheckpoint(key, { organisationId: ID, sequence, hash: Buffer.alloc(32, 7), time: new Date() });

let folder: string;
let told: unknown[];
const store = () => openFileCheckpoints({ folder, log: { error: (facts: unknown) => void told.push(facts) } });
const file = () => join(folder, `${ID}.checkpoints`);
const all = async (): Promise<string[]> => {
  const notes: string[] = [];
  for await (const one of store().notes(ID)) notes.push(one);
  return notes;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clawberth-checkpoints-'));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('keeps notes in their order, and tells the last and whose there are', async () => {
  expect([await store().last(ID), await all(), await store().organisations()]).toEqual([null, [], []]);
  const notes = Array.from({ length: 500 }, (_, index) => note(index + 1));
  await store().append(ID, notes.slice(0, 3));
  await store().append(ID, []);
  await store().append(ID, notes.slice(3));
  expect(await store().last(ID)).toBe(notes.at(-1));
  expect(await all()).toEqual(notes);
  expect(await readFile(file(), 'utf8')).toBe(notes.join(''));
  expect((await stat(file())).mode & 0o777).toBe(0o644);
  expect(await store().organisations()).toEqual([ID]);
  expect(told).toEqual([]);
});

test('shares its files with the group where the folder does', async () => {
  await chmod(folder, 0o2775);
  await store().append(ID, [note(1)]);
  expect((await stat(file())).mode & 0o777).toBe(0o664);
});

test('passes over half a note that a crash left, cuts it off with the next one, and says so', async () => {
  const [one, two] = [note(1), note(2)];
  await store().append(ID, [one]);
  await appendFile(file(), two.slice(0, 150));
  expect(await store().last(ID)).toBe(one);
  expect(await all()).toEqual([one]);
  expect(told).toEqual([]);
  await store().append(ID, [two]);
  expect(await readFile(file(), 'utf8')).toBe(one + two);
  expect(told).toEqual([{ organisationId: ID, bytes: Buffer.byteLength(two.slice(0, 150)) }]);
});

test('cuts nothing off that is more than half a note', async () => {
  await store().append(ID, [note(1)]);
  await appendFile(file(), 'x'.repeat(5_000));
  await expect(store().append(ID, [note(2)])).rejects.toThrow('no checkpoint');
});

test('is no way to another file', async () => {
  await mkdir(join(folder, 'other'));
  for (const id of ['../other', 'x', '', `${ID}/..`]) {
    await expect(store().append(id, [note(1)])).rejects.toThrow(TypeError);
    await expect(store().last(id)).rejects.toThrow(TypeError);
  }
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashRecord } from '../hash-record.ts';
import { openHashSpool } from './hash-spool.ts';

const usual = process.env['TMPDIR'];
let [spool, folder] = [openHashSpool(), ''];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawberth-spool-'));
  process.env['TMPDIR'] = folder;
  spool = openHashSpool();
});
afterEach(() => {
  spool.close();
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  rmSync(folder, { recursive: true });
});

const hashes = Array.from({ length: 100_000 }, (_, place) => hashRecord(String(place)));
const wrongPlaces = () => hashes.filter((hash, place) => spool.at(place) !== hash.toString('hex'));

it('gives back what was added, in memory and beyond it', () => {
  for (const hash of hashes.slice(0, 1_000)) spool.add(hash);
  expect(spool.at(999)).toBe(hashes[999]?.toString('hex'));
  for (let at = 1_000; at < hashes.length; at += 1_361) spool.add(Buffer.concat(hashes.slice(at, at + 1_361)));
  expect(wrongPlaces()).toEqual([]);
});

it('takes more than it keeps in memory at once', () => {
  for (const hash of hashes.slice(0, 10)) spool.add(hash);
  spool.add(Buffer.concat(hashes.slice(10, 90_000)));
  spool.add(Buffer.concat(hashes.slice(90_000)));
  expect(wrongPlaces()).toEqual([]);
});

it('has nothing outside of what was added', () => {
  expect(spool.at(0)).toBeNull();
  spool.add(Buffer.concat(hashes.slice(0, 3)));
  expect([spool.at(-1), spool.at(3), spool.at(2 ** 50)]).toEqual([null, null, null]);
});

it('leaves no file behind, even while it is open', () => {
  spool.add(Buffer.concat(hashes));
  expect(wrongPlaces()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

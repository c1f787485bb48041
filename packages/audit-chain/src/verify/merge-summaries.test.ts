import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashRecord } from '../hash-record.ts';
import { generateSigningKey, publicKeyText } from '../signing-key.ts';
import { checkChunk } from './check-chunk.ts';
import { collectCheckpoints } from './collect-checkpoints.ts';
import { checkpointLine, exampleLog } from './export.fixture.ts';
import { openHashSpool } from './hash-spool.ts';
import { mergeSummary, nothingMerged } from './merge-summaries.ts';

const key = generateSigningKey();
const publicKey = publicKeyText(key);
const log = exampleLog(12);
const organisation = log.organisationId;
const good = [...log.records.slice(0, 6), checkpointLine(key, log, 6), ...log.records.slice(6)];
let hashes = openHashSpool();
beforeEach(() => {
  hashes = openHashSpool();
});
afterEach(() => hashes.close());

/** What is known after these pieces, each of them checked by itself. */
function merge(pieces: readonly (readonly string[])[], whole = true) {
  const merged = nothingMerged(1, new Map());
  const checkpoints = collectCheckpoints(organisation);
  for (const piece of pieces) {
    const bytes = Buffer.from(piece.map((line) => `${line}\n`).join(''));
    mergeSummary(merged, checkChunk({ bytes, organisation, whole, publicKey }), { whole, hashes, checkpoints });
  }
  const found = [...merged.found.values()].toSorted((a, b) => a.code.localeCompare(b.code));
  return { ...merged, found, checkpoints: checkpoints.sorted() };
}
const one = (line: string) => [line];
const spooled = () => log.records.map((_, place) => hashes.at(place));

describe('pieces cut anywhere', () => {
  it('add up to what the whole is', () => {
    for (let cut = 0; cut <= good.length; cut += 1) {
      const merged = merge([good.slice(0, cut), good.slice(cut)]);
      expect(merged).toMatchObject({ lines: 14, records: 12, contiguous: true, found: [], checkpoints: [{ line: 8 }] });
    }
    expect(merge(good.map(one))).toEqual(merge([good]));
  });

  it('keep every hash', () => {
    merge(good.map(one));
    expect(spooled()).toEqual(log.records.map((record) => hashRecord(record).toString('hex')));
  });

  it.each([
    ['an edited record', good.with(4, (good[4] ?? '').replace('Bot 5', 'Bot 0'))],
    ['a record too few', good.toSpliced(4, 1)],
    ['a record too many', good.toSpliced(4, 0, good[2] ?? '')],
    ['two records swapped', good.with(2, good[3] ?? '').with(3, good[2] ?? '')],
    [
      'a foreign record',
      good.with(8, exampleLog(12, () => ({}), '7d1e2f3a-0b4c-4d5e-8f6a-1b2c3d4e5f60').records[7] ?? ''),
    ],
    ['a checkpoint that nobody signed', good.with(6, (good[6] ?? '').replace('\\n6\\n', '\\n7\\n'))],
  ])('show %s, wherever they are cut', (_name, changed) => {
    const { found, contiguous } = merge([changed]);
    expect(found.length).toBeGreaterThan(0);
    expect(merge(changed.map(one))).toMatchObject({ found, contiguous });
    for (let cut = 0; cut <= changed.length; cut += 1) {
      expect(merge([changed.slice(0, cut), changed.slice(cut)])).toMatchObject({ found, contiguous });
    }
  });

  it('let gaps pass in a filtered export, but not a broken link or a wrong order', () => {
    const chosen = [1, 2, 5, 6, 9].map((place) => log.records[place] ?? '');
    expect(merge(chosen.map(one), false)).toMatchObject({ records: 5, found: [] });
    const edited = chosen.with(2, (chosen[2] ?? '').replace('Bot 6', 'Bot 0'));
    expect(merge(edited.map(one), false).found).toMatchObject([{ code: 'chain-broken', line: 5, sequence: 7 }]);
    expect(merge(chosen.toReversed().map(one), false).found).toMatchObject([{ code: 'out-of-sequence', count: 4 }]);
  });

  it('stop keeping hashes at the first gap', () => {
    merge(good.toSpliced(4, 1).map(one));
    expect(spooled().filter((hash) => hash !== null)).toHaveLength(4);
  });

  it('begin with event 1 only if nothing is said to come before it', () => {
    const [first = '', ...rest] = log.records;
    const claimed = first.replace('0'.repeat(64), '1'.repeat(64));
    expect(merge([[claimed], rest]).found).toMatchObject([{ code: 'chain-broken', line: 2, sequence: 1, count: 2 }]);
  });
});

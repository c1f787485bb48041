import { generateSigningKey, signCheckpoint } from '@clawberth/audit-chain';
import { expect, test } from 'vitest';
import { splitNotes } from './split-notes.ts';

const key = generateSigningKey();
const note = (sequence: number): string =>
  signCheckpoint(key, {
    organisationId: '3f2a1b0c-9d8e-4f70-a1b2-c3d4e5f60718',
    sequence,
    hash: Buffer.alloc(32, sequence),
    time: new Date('2026-11-20T11:22:33Z'),
  });
const [one, two] = [note(1), note(2)];

test('splits whole notes', () => {
  expect(splitNotes('')).toEqual({ notes: [], rest: '' });
  expect(splitNotes(one + two)).toEqual({ notes: [one, two], rest: '' });
});

test('tells half a note at the end, wherever it was cut', () => {
  for (let cut = 1; cut < two.length; cut += 1)
    expect(splitNotes(one + two.slice(0, cut))).toEqual({ notes: [one], rest: two.slice(0, cut) });
});

test('hands on what is no note between two, for the reader to notice', () => {
  const half = two.slice(0, 80);
  expect(splitNotes(`${one}${half}\n${two}`)).toEqual({ notes: [one, `${half}\n`, two], rest: '' });
  expect(splitNotes(`something else\n${one}`)).toEqual({ notes: ['something else\n', one], rest: '' });
});

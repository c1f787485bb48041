import { expect, it } from 'vitest';
import { ORGANISATION } from '../audit-record.fixture.ts';
import { signCheckpoint } from '../checkpoint.ts';
import { hashRecord } from '../hash-record.ts';
import { generateSigningKey } from '../signing-key.ts';
import { readNotes } from './read-notes.ts';

const key = generateSigningKey();
const notes = [1, 2, 3].map((sequence) =>
  signCheckpoint(key, { organisationId: ORGANISATION, sequence, hash: hashRecord('x'), time: new Date(0) }),
);

it('reads notes one after the other, with or without empty lines between them', () => {
  expect(readNotes(notes.join(''))).toEqual(notes);
  expect(readNotes(notes.join('\n'))).toEqual(notes);
});

it('reads the checkpoint lines of an export', () => {
  expect(readNotes(notes.map((note) => `${JSON.stringify({ type: 'checkpoint', note })}\n`).join(''))).toEqual(notes);
});

it('refuses a file without checkpoints', () => {
  expect(() => readNotes('')).toThrow(TypeError);
  expect(() => readNotes('{"type":"checkpoint"}\n')).toThrow(TypeError);
  expect(() => readNotes('{nonsense\n')).toThrow(SyntaxError);
});

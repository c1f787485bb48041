import { expect, test } from 'vitest';
import { Flock } from './canaries.ts';
import { exceptionFor } from './exceptions.ts';
import { sample } from './places/sample.ts';
import { control, needlesOf, searchPlace } from './search-place.ts';

const flock = new Flock();
const key = flock.openaiKey('key');
const password = flock.password('password');
const code = flock.noteShort('code', '123456');
const search = (texts: Record<string, string>, controls: string[] = []) =>
  searchPlace(flock, needlesOf(flock), {
    name: 'place',
    samples: () => Object.entries(texts).map(([where, text]) => sample(where, text)),
    controls: controls.map((word) => control(word)),
  });

test('tells of each kind once for where it stands, whole before pieces, and never the secret', async () => {
  const text = `${key.slice(0, 30)} then ${key} and ${JSON.stringify(password)}, {"code":"${code}"}`;
  const { finds } = await search({ 'a log': text, [`of ${key}`]: key.slice(9, 20), clean: 'nothing' });
  expect(finds.map(({ where, kind, encoding }) => [where, kind, encoding])).toEqual([
    ['a log', 'key', 'plain'],
    ['a log', 'password', 'json'],
    ['a log', 'code', 'plain'],
    ['of ‹key›', 'key', 'piece'],
  ]);
  const told = JSON.stringify(finds);
  for (const secret of [key, key.slice(8, 18), password, password.slice(0, 10)]) expect(told).not.toContain(secret);
});

test('says what it did not find that must be there, so that a search of nothing fails', async () => {
  expect(await search({ one: 'a harbour', two: 'a lamp' }, ['lamp', 'harbour', 'tide'])).toMatchObject({
    samples: 2,
    bytes: 15,
    finds: [],
    missing: ['tide'],
  });
  expect((await search({}, ['lamp'])).missing).toEqual(['lamp']);
});

test('an exception is for one place and one kind alone', () => {
  const find = { place: 'letters', where: 'GET /dev/mailbox, 200', kind: 'reset link', encoding: 'plain', context: '' };
  expect(exceptionFor(find)).toBeDefined();
  expect(exceptionFor({ ...find, place: 'logs' })).toBeUndefined();
  expect(exceptionFor({ ...find, kind: 'provider key' })).toBeUndefined();
  expect(exceptionFor({ ...find, where: 'GET /o/x, 200' })).toBeUndefined();
});

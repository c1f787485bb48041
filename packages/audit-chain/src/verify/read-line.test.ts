import { describe, expect, it } from 'vitest';
import { exampleLog } from './export.fixture.ts';
import { readLine } from './read-line.ts';

const [line = ''] = exampleLog(1).records;
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

describe('readLine', () => {
  it('reads where a record stands', () => {
    expect(readLine(latin1(line))).toEqual({
      kind: 'record',
      organisation: '3f0c1a52-6f0e-4c0b-9d0e-2a7a5c1d9b11',
      sequence: 1,
      previousHash: '0'.repeat(64),
    });
  });

  it('does not mistake what before and after hold for the record itself', () => {
    const nested = line.replace('"before":null', '"before":{"previous_hash":"x","sequence":7,"type":"checkpoint"}');
    expect(readLine(latin1(nested))).toMatchObject({ kind: 'record', sequence: 1, previousHash: '0'.repeat(64) });
  });

  it('reads a note, escaped or not', () => {
    expect(readLine(latin1('{"type":"checkpoint","note":"—\\n"}'))).toEqual({ kind: 'checkpoint', note: '—\n' });
    expect(readLine('{"note":"\\u2014\\n","type":"checkpoint"}')).toEqual({ kind: 'checkpoint', note: '—\n' });
  });

  it.each([
    ['a key more at the start', line.replace('{', '{"a":1,')],
    ['a key more at the end', line.replace(/\}$/, ',"zone":null}')],
    ['a key less', line.replace(/,"user_role":[^,}]*\}$/, '}')],
    ['its keys in another order', line.replace(/^\{("actor_type":"[a-z]*"),(.*)\}$/, '{$2,$1}')],
    ['a type', line.replace('"tool":"dashboard",', '"tool":"dashboard","type":"checkpoint",')],
    ['a sequence in words', line.replace('"sequence":1,', '"sequence":"1",')],
    ['a sequence of zero', line.replace('"sequence":1,', '"sequence":0,')],
    ['a broken sequence', line.replace('"sequence":1,', '"sequence":1.5,')],
    ['a previous hash that is no text', line.replace(/"previous_hash":"0*"/, '"previous_hash":null')],
    ['an organisation that is no text', line.replace(/"organisation":"[^"]*"/, '"organisation":null')],
  ])('refuses a record with %s', (_name, changed) => {
    expect(changed).not.toBe(line);
    expect(readLine(latin1(changed))).toBeNull();
  });

  it.each(['', 'null', '[]', '1', '{}', '{"type":null}', '{"type":"checkpoint"}', '{"type":"checkpoint","note":1}'])(
    'refuses %j',
    (text) => expect(readLine(text)).toBeNull(),
  );
});

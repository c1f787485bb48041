import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleRecord } from './audit-record.fixture.ts';
import { RECORD_KEYS } from './audit-record.ts';
import type { RecordObject } from './audit-record.ts';
import { canonicalRecord } from './canonical-record.ts';

/** The canonical text of `after` alone. */
const afterOf = (after: RecordObject) => {
  const text = canonicalRecord(exampleRecord({ after }));
  return text.slice(text.indexOf('"after":') + 8, text.indexOf(',"agent_id"'));
};

describe('canonicalRecord', () => {
  it('sorts the keys and writes no spaces', () => {
    const shuffled = Object.fromEntries(Object.entries(exampleRecord()).toReversed()) as ReturnType<
      typeof exampleRecord
    >;
    const text = canonicalRecord(shuffled);
    expect(text).toBe(canonicalRecord(exampleRecord()));
    expect(Object.keys(JSON.parse(text) as object)).toEqual(RECORD_KEYS);
    expect(text).toMatch(/^\{"actor_type":"user","after":\{"channels":\["telegram"\],"desired":"running",/);
  });

  it('agrees with the vectors of RFC 8785 (3.2.2 and cyberphone/json-canonicalization), for what a record may hold', () => {
    const values = String.raw`{"escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`;
    expect(afterOf(JSON.parse(values) as RecordObject)).toBe(
      String.raw`{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false]}`,
    );
    const structures = '{"1": {"f": {"f": "hi","F": 5}, "m": 56.0}, "10": { }, "a": { }, "111": [ { } ], "A": { }}';
    expect(afterOf(JSON.parse(structures) as RecordObject)).toBe(
      '{"1":{"f":{"F":5,"f":"hi"},"m":56},"10":{},"111":[{}],"A":{},"a":{}}',
    );
  });

  it('does not normalise text', () => {
    expect(afterOf({ name: 'A\u030a', other: '\u00c5' })).toBe('{"name":"A\u030a","other":"\u00c5"}');
    expect(afterOf({ all: '\b\t\n\f\r\u0001\u001f\u007f\u2028</script>' })).toBe(
      '{"all":"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\u2028</script>"}',
    );
  });

  it('refuses what a record may not hold', () => {
    expect(() => afterOf({ price: 0.1 })).toThrow(
      new TypeError('record.after.price must be a safe integer; write other numbers as text'),
    );
    expect(() => canonicalRecord(exampleRecord({ user_name: 'x\0' }))).toThrow(
      'record.user_name holds a NUL character',
    );
    const incomplete = { ...exampleRecord(), ip: undefined as unknown as null };
    expect(() => canonicalRecord(incomplete)).toThrow('record.ip must not be undefined');
  });

  it('is stable: parsing and writing again changes nothing', () => {
    const key = fc.stringMatching(/^[\x20-\x7e]{1,8}$/).filter((name) => name !== '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, (inner) => {
        const text = canonicalRecord(exampleRecord({ after: { inner } as RecordObject }));
        expect(canonicalRecord(JSON.parse(text) as ReturnType<typeof exampleRecord>)).toBe(text);
      }),
    );
  });
});

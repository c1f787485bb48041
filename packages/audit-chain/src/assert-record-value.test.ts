import { describe, expect, it } from 'vitest';
import { assertRecordValue } from './assert-record-value.ts';

const cycle: Record<string, unknown> = {};
cycle['again'] = cycle;

describe('assertRecordValue', () => {
  it.each([
    [null],
    [true],
    [''],
    ['Zoë ⚓ \u{1f6f3}\n'],
    [0],
    [Number.MAX_SAFE_INTEGER],
    [Number.MIN_SAFE_INTEGER],
    [[]],
    [{}],
    [Object.assign(Object.create(null), { a: 1 })],
    [{ a: [1, 'two', null, { b: false }] }],
  ])('takes %j', (value) => {
    expect(() => assertRecordValue(value)).not.toThrow();
  });

  it.each([
    ['a fraction', { a: 0.5 }, 'value.a must be a safe integer'],
    ['an unsafe integer', { a: 2 ** 53 }, 'value.a must be a safe integer'],
    ['not a number', [Number.NaN], 'value[0] must be a safe integer'],
    ['infinity', Number.POSITIVE_INFINITY, 'value must be a safe integer'],
    ['undefined', { a: { b: undefined } }, 'value.a.b must not be undefined'],
    ['a hole in an array', Array.from({ length: 1 }), 'value[0] must not be undefined'],
    ['a big integer', 1n, 'value must not be bigint'],
    ['a function', { toJSON: () => 1 }, 'value.toJSON must not be function'],
    ['a date', { at: new Date(0) }, 'value.at must be a plain object'],
    ['bytes', Buffer.from('x'), 'value must be a plain object'],
    ['a map', new Map(), 'value must be a plain object'],
    ['a key that is not ASCII', { é: 1 }, 'value has a key that is not printable ASCII'],
    ['a key with a control character', { 'a\n': 1 }, 'value has a key that is not printable ASCII'],
    ['an empty key', { '': 1 }, 'value has a key that is not printable ASCII'],
    ['a lone high surrogate', { a: '\ud83d' }, 'value.a holds half of a surrogate pair'],
    ['a lone low surrogate', ['\udea2\ud83d'], 'value[0] holds half of a surrogate pair'],
    ['NUL', { a: 'x\0y' }, 'value.a holds a NUL character'],
    ['a cycle', cycle, 'lies deeper than 32 levels'],
  ])('refuses %s', (_name, value, message) => {
    expect(() => assertRecordValue(value)).toThrow(TypeError);
    expect(() => assertRecordValue(value)).toThrow(message);
  });

  it('never repeats the value, which may be a secret', () => {
    expect(() => assertRecordValue({ token: 'hunter2\0' }, 'after')).toThrow(/^after\.token holds a NUL character$/);
  });
});

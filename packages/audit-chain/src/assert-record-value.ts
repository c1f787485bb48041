import type { RecordValue } from './audit-record.ts';

/** Postgres and JavaScript sort keys alike only within printable ASCII. */
const KEY = /^[\x20-\x7e]+$/;
const DEEPEST = 32;

/**
 * Throws a TypeError, naming the place but never the value, unless `value` is a string, boolean, null, safe integer, or
 * an array or plain object of those. Refused because SQL and JavaScript would not write the same bytes, or because
 * Postgres cannot hold it: fractions, unsafe integers, undefined, keys outside printable ASCII, lone surrogates, NUL,
 * class instances, more than 32 levels.
 */
export function assertRecordValue(value: unknown, place = 'value'): asserts value is RecordValue {
  check(value, place, 0);
}

function check(value: unknown, place: string, depth: number): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkText(value, place);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new TypeError(`${place} must be a safe integer; write other numbers as text`);
    return;
  }
  if (typeof value !== 'object') throw new TypeError(`${place} must not be ${typeof value}; use null or text`);
  if (depth >= DEEPEST) throw new TypeError(`${place} lies deeper than ${DEEPEST} levels`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) check(value[index], `${place}[${index}]`, depth + 1);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${place} must be a plain object; write dates and the like as text`);
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!KEY.test(key)) throw new TypeError(`${place} has a key that is not printable ASCII`);
    check(inner, `${place}.${key}`, depth + 1);
  }
}

function checkText(text: string, place: string): void {
  if (!text.isWellFormed()) throw new TypeError(`${place} holds half of a surrogate pair`);
  if (text.includes('\0')) throw new TypeError(`${place} holds a NUL character`);
}

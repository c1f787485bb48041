import { describe, expect, test } from 'vitest';
import type { DataKeyInfo } from './list-data-keys.ts';
import { wantsNewKey } from './wants-new-key.ts';

const now = new Date('2026-11-20T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const key = (organisationId: string, version: number, madeDaysAgo: number, emptiedDaysAgo: number | 'no' | 'in use') =>
  ({
    organisationId,
    version,
    masterKeyVersion: 1,
    status: emptiedDaysAgo === 'in use' ? 'primary' : 'retired',
    createdAt: ago(madeDaysAgo),
    emptiedAt: typeof emptiedDaysAgo === 'number' ? ago(emptiedDaysAgo) : null,
  }) satisfies DataKeyInfo;
const wanting = (organisations: DataKeyInfo[][], olderThanDays = 0) =>
  wantsNewKey(organisations, { olderThanDays, now }).map(([first]) => first?.organisationId);

describe('wantsNewKey', () => {
  test('all, or those whose key is old', () => {
    const all = [[key('a', 1, 100, 'in use')], [key('b', 1, 10, 'in use')]];
    expect(wanting(all)).toEqual(['a', 'b']);
    expect(wanting(all, 90)).toEqual(['a']);
    expect(wanting(all, 101)).toEqual([]);
  });

  test('after a run that was ended while it added keys, those that it had not come to', () => {
    const got = [key('a', 1, 100, 'no'), key('a', 2, 0.02, 'in use')];
    const emptiedLongAgo = [key('c', 1, 200, 100), key('c', 2, 100, 'in use')];
    expect(wanting([got, [key('b', 1, 100, 'in use')], emptiedLongAgo])).toEqual(['b', 'c']);
  });

  test('after a run that was ended while it moved values, none: what is finished is not begun again', () => {
    const finished = [key('a', 1, 100, 0.01), key('a', 2, 0.03, 'in use')];
    const moving = [key('b', 1, 100, 'no'), key('b', 2, 0.02, 'in use')];
    expect(wanting([finished, moving])).toEqual([]);
  });

  test('an organisation that was made meanwhile is not among them', () => {
    expect(wanting([[key('a', 1, 100, 'no'), key('a', 2, 0.02, 'in use')], [key('b', 1, 0.01, 'in use')]])).toEqual([]);
  });

  test('a value that does not open keeps others from new keys for a week, no longer', () => {
    const stuck = (days: number) => [key('a', 1, 100, 'no'), key('a', 2, days, 'in use')];
    const other = (days: number) => [key('b', 1, 100, days - 0.01), key('b', 2, days, 'in use')];
    expect(wanting([stuck(6), other(6)])).toEqual([]);
    expect(wanting([stuck(8), other(8)])).toEqual(['a', 'b']);
  });
});

// @ts-check
import { describe, expect, it } from 'vitest';
import { countVitest } from './count-vitest.mjs';

/** @param {string} status @param {string[]} tests @param {string} [message] */
const file = (status, tests, message) => ({
  name: 'a.test.ts',
  status,
  message,
  assertionResults: tests.map((one, index) => ({ status: one, fullName: `test ${index}` })),
});

describe('countVitest', () => {
  it('adds up files and names what failed', () => {
    const report = {
      testResults: [file('passed', ['passed', 'passed']), file('failed', ['passed', 'failed', 'skipped'])],
    };
    expect(countVitest(report)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
      failures: ['a.test.ts > test 1'],
      skips: ['test 2'],
    });
  });

  it('names a skipped group once', () => {
    const test = { status: 'skipped', fullName: 'group test', ancestorTitles: ['group NOT CHECKED'] };
    const report = { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [test, test] }] };
    expect(countVitest(report)).toMatchObject({ passed: 0, skipped: 2, skips: ['group NOT CHECKED'] });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const count = countVitest({ testResults: [file('failed', [], 'Cannot find module x\n at y')] });
    expect(count).toMatchObject({ passed: 0, failed: 1, failures: ['a.test.ts: Cannot find module x'] });
  });

  it('finds nothing in a report that was never written', () => {
    expect(countVitest(null)).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [], skips: [] });
  });
});

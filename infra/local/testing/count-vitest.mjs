// @ts-check

/**
 * Counts a vitest JSON report (the jest-compatible format of `--reporter=json`). A file that failed without
 * a failing test in it (it could not be loaded, a hook threw) counts as one failure.
 * @param {unknown} report
 * `skips` names what was skipped, each group of tests once.
 * @returns {{passed: number, failed: number, skipped: number, failures: string[], skips: string[]}}
 */
export function countVitest(report) {
  const { testResults = [] } = /** @type {{testResults?: TestFile[]}} */ (report ?? {});
  const count = { passed: 0, failed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };
  const skips = new Set();
  for (const file of testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const passed = file.assertionResults.filter((test) => test.status === 'passed');
    count.passed += passed.length;
    count.failed += failed.length;
    count.skipped += file.assertionResults.length - passed.length - failed.length;
    for (const { status, fullName, ancestorTitles = [] } of file.assertionResults)
      if (status !== 'failed' && status !== 'passed') skips.add(ancestorTitles.join(' > ') || fullName);
    for (const test of failed) count.failures.push(`${file.name} > ${test.fullName}`);
    if (file.status === 'failed' && failed.length === 0) {
      count.failed += 1;
      count.failures.push(`${file.name}: ${(file.message ?? '').split('\n')[0]}`);
    }
  }
  return { ...count, skips: [...skips] };
}

/**
 * @typedef {{name: string, status: string, message?: string, assertionResults: {status: string, fullName: string, ancestorTitles?: string[]}[]}} TestFile
 */

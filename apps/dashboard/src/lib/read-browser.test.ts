import { expect, test } from 'vitest';
import { readBrowser } from './read-browser.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox', 'Windows'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Chrome',
    'Linux',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari',
    'iOS',
  ],
])('reads %s', (userAgent, browser, system) => {
  expect(readBrowser(userAgent)).toEqual({ browser, system });
});

test('says so when it knows neither', () => {
  for (const nothing of [null, '', '<script>alert(1)</script>', 'x'.repeat(300)])
    expect(readBrowser(nothing).system).toBeNull();
});

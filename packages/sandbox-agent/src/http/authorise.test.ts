import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isAuthorised } from './authorise.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('the right token is taken', () => {
  expect(isAuthorised('Bearer right', sha256('right'))).toBe(true);
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', 'right', 'Basic right', 'Bearer right more'])(
  'not taken: %s',
  (header) => {
    expect(isAuthorised(header, sha256('right'))).toBe(false);
  },
);

test('the digest of nothing opens to nobody', () => {
  expect(isAuthorised(undefined, sha256(''))).toBe(false);
  expect(isAuthorised('Bearer ', sha256(''))).toBe(false);
});

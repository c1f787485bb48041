import { expect, test } from 'vitest';
import { checkTotp } from './check-totp.ts';

/** RFC 6238, appendix B: the ASCII secret "12345678901234567890". */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** Seconds since 1970 and the code of SHA-1 there, which has 8 digits; ours are its last 6. */
const VECTORS: [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const at = (seconds: number) => new Date(seconds * 1000);

test.each(VECTORS)('RFC 6238 at %d s', (seconds, digits) => {
  const code = digits.slice(2);
  expect(checkTotp({ secret, code, lastStep: 0, now: at(seconds) })).toBe(Math.floor(seconds / 30));
});

test('takes the code of one step before and after, and no other', () => {
  const step = Math.floor(1_234_567_890 / 30);
  const accepted = [-2, -1, 0, 1, 2].map((steps) =>
    checkTotp({ secret, code: '005924', lastStep: 0, now: at((step + steps) * 30) }),
  );
  expect(accepted).toEqual([null, step, step, step, null]);
});

test('a code works once: neither it nor an older one is taken again', () => {
  const now = at(1_111_111_109);
  const step = checkTotp({ secret, code: '081804', lastStep: 0, now });
  expect(step).toBe(37_037_036);
  expect(checkTotp({ secret, code: '081804', lastStep: step ?? 0, now })).toBeNull();
  expect(checkTotp({ secret, code: '081804', lastStep: 37_037_037, now: at(1_111_111_111) })).toBeNull();
  expect(checkTotp({ secret, code: '050471', lastStep: step ?? 0, now: at(1_111_111_111) })).toBe(37_037_037);
});

test.each(['', '08180', '0818045', '81804', 'abcdef', '０８１８０４', '-81804', '8.1804', '081805', '1e0000'])(
  'refuses %j',
  (code) => expect(checkTotp({ secret, code, lastStep: 0, now: at(1_111_111_109) })).toBeNull(),
);

test('takes the code as apps show it, in two groups', () => {
  expect(checkTotp({ secret, code: ' 081 804 ', lastStep: 0, now: at(1_111_111_109) })).toBe(37_037_036);
});

test('the code of another secret does not fit', () => {
  const other = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJR';
  expect(checkTotp({ secret: other, code: '081804', lastStep: 0, now: at(1_111_111_109) })).toBeNull();
});

import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test('without a proxy of our own the socket speaks, whatever the header claims', () => {
  expect(clientAddress('203.0.113.9', '198.51.100.4', 0)).toBe('198.51.100.4');
  expect(clientAddress(undefined, '198.51.100.4', 0)).toBe('198.51.100.4');
});

test('behind one proxy the entry that it wrote counts, not the one a stranger put before', () => {
  expect(clientAddress('203.0.113.9, 192.0.2.7', '10.0.0.1', 1)).toBe('192.0.2.7');
});

test('a chain shorter than the trusted hops falls back to its first entry', () => {
  expect(clientAddress('', '10.0.0.1', 2)).toBe('10.0.0.1');
});

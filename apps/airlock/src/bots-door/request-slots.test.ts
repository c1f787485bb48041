import { expect, it } from 'vitest';
import { createRequestSlots } from './request-slots.ts';

it('gives as many slots as the limit to each name, and each one back only once', () => {
  const slots = createRequestSlots(2);
  const first = slots.take('a');
  expect(first).not.toBeNull();
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
  expect(slots.take('b')).not.toBeNull();
  first?.();
  first?.();
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
});

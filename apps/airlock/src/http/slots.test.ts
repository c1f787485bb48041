import { expect, it } from 'vitest';
import { createSlots } from './slots.ts';

it('gives as many slots as the limit to each name, and each one back only once', () => {
  const slots = createSlots(2);
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

it('takes larger parts only where they fit whole', () => {
  const slots = createSlots(10);
  const most = slots.take('a', 8);
  expect(slots.take('a', 3)).toBeNull();
  expect(slots.take('a', 2)).not.toBeNull();
  most?.();
  expect(slots.take('a', 9)).toBeNull();
  expect(slots.take('a', 8)).not.toBeNull();
});

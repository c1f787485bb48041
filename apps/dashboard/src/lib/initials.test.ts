import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Counter Clerk', 'CC'],
  ['Mira', 'M'],
  ['Ann Maria Lee', 'AL'],
  ['Ben (@ben_k)', 'BB'],
  ['Zoë 🌸', 'Z'],
  ['@ben_k', 'B'],
  ['äpfel über 9', 'Ä9'],
  ['🌸', '🌸'],
  ['  ', ''],
])('%o is %o', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

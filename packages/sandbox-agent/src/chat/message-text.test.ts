import { expect, test } from 'vitest';
import { messageText } from './message-text.ts';

test('text blocks are joined, other blocks left out', () => {
  const content = [
    { type: 'text', text: 'We ' },
    { type: 'thinking', text: 'hm' },
    { type: 'text', text: 'open.' },
  ];
  expect(messageText({ role: 'assistant', content })).toBe('We open.');
});

test('a plain text is taken as it is, anything else is empty', () => {
  expect(messageText({ content: 'Hi' })).toBe('Hi');
  for (const other of [undefined, null, 'Hi', {}, { content: 7 }]) expect(messageText(other)).toBe('');
});

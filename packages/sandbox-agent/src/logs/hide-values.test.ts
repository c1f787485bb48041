import { expect, test } from 'vitest';
import { createLogBuffer } from './log-buffer.ts';
import { hideValues, partsToHide } from './hide-values.ts';

const hide = (text: string, ...values: string[]) => hideValues(text, new Set(values.flatMap(partsToHide)));

test('a value is hidden wherever it stands, each line of it by itself, and as JSON writes it', () => {
  expect(hide('db: correct horse, correct horse!', 'correct horse')).toBe('db: [hidden], [hidden]!');
  expect(hide('second line: b-second-b', 'a-first-a\r\n  b-second-b\nno')).toBe('second line: [hidden]');
  expect(hide(String.raw`{"p":"say \"please\" now"}`, 'say "please" now')).toBe('{"p":"[hidden]"}');
});

test('of values within each other nothing stays', () => {
  expect(hide('x correct-horse-battery y', 'correct', 'correct-horse-battery')).toBe('x [hidden] y');
});

test('what is too short to be told from words is left', () => expect(hide('port 5432', '5432')).toBe('port 5432'));

test('the buffer hides a value from the moment it knows it, and still after another has come', () => {
  const logs = createLogBuffer();
  logs.hide(['correct horse']);
  logs.hide(['battery staple']);
  logs.push('tried correct horse and battery staple', 'info');
  expect(logs.tail(1)).toEqual(['tried [hidden] and [hidden]']);
});

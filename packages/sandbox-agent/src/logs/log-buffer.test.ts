import { expect, test } from 'vitest';
import { createLogBuffer } from './log-buffer.ts';

test('lines get a growing cursor and can be read on from any of them', () => {
  const logs = createLogBuffer();
  for (const text of ['one', 'two', 'three']) logs.push(text, 'info');
  expect(logs.after(0).map(({ cursor, text }) => [cursor, text])).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);
  expect(logs.after(2).map(({ text }) => text)).toEqual(['three']);
  expect(logs.tail(2)).toEqual(['two', 'three']);
});

test('secrets are scrubbed before a line is kept or handed on', () => {
  const logs = createLogBuffer();
  const heard: string[] = [];
  const unsubscribe = logs.subscribe(({ text }) => heard.push(text));
  logs.push('Authorization: Bearer abcdefghijklmnop', 'info');
  unsubscribe();
  logs.push('later', 'info');
  expect(heard).toHaveLength(1);
  expect(JSON.stringify([heard, logs.after(0)])).not.toContain('abcdefghijklmnop');
});

test('only the last 2,000 lines are kept', () => {
  const logs = createLogBuffer();
  for (let index = 1; index <= 2_500; index += 1) logs.push(`line ${index}`, 'info');
  expect(logs.after(0)).toHaveLength(2_000);
  expect(logs.after(0)[0]).toMatchObject({ cursor: 501, text: 'line 501' });
});

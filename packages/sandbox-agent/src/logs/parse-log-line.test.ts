import { expect, test } from 'vitest';
import { parseLogLine } from './parse-log-line.ts';

test('a JSON line of OpenClaw gives its time, level and subsystem', () => {
  const raw = '{"time":"2026-11-20T08:32:15.427+00:00","level":"warn","subsystem":"gateway","message":"slow"}';
  expect(parseLogLine(raw, 'info')).toEqual({
    at: new Date('2026-11-20T08:32:15.427Z'),
    level: 'warn',
    text: 'gateway: slow',
  });
});

test('a subsystem that the message already names is not said twice', () => {
  const raw = '{"time":"2026-11-20T08:32:15.427+00:00","level":"info","subsystem":"gateway","message":"gateway ready"}';
  expect(parseLogLine(raw, 'info')?.text).toBe('gateway ready');
});

test('any other line is kept as it is, without colours and boxes, at the fallback level', () => {
  expect(parseLogLine('\u001b[31mboom\u001b[39m', 'error')).toEqual({ at: null, level: 'error', text: 'boom' });
  expect(parseLogLine('│  - Repaired 1 title.   │', 'info')?.text).toBe('- Repaired 1 title.');
  expect(parseLogLine('{"message":"no time"}', 'info')?.text).toBe('{"message":"no time"}');
});

test('empty lines and drawn borders are nothing', () => {
  expect(parseLogLine('', 'info')).toBeNull();
  expect(parseLogLine('├──────┤', 'info')).toBeNull();
});

test('a good answer to the agent itself is no news, a refused one is', () => {
  const line = (message: string) =>
    JSON.stringify({ time: '2026-11-20T08:32:15.427+00:00', level: 'info', subsystem: 'gateway/ws', message });
  expect(parseLogLine(line('⇄ res ✓ channels.status 62ms conn=a id=b'), 'info')).toBeNull();
  expect(parseLogLine(line('⇄ res ✗ chat.send 9ms conn=a id=b'), 'info')?.text).toContain('chat.send');
});

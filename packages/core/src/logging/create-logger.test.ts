import { expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';

const TOKEN = `8123456789:${'AAH-x_9'.repeat(5)}`;

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let out = '';
  write(createLogger({ process: 'test', level: 'info' }, { write: (line: string) => void (out += line) }));
  return out;
}

test.each([
  ['a telegram token', TOKEN],
  ['an openai key', `sk-${'a1B2'.repeat(10)}`],
  ['an anthropic key', `sk-ant-api03-${'zZ9-'.repeat(10)}`],
  ['an openrouter key', `sk-or-v1-${'0f'.repeat(32)}`],
])('removes %s from message, field, error and cause', (_, secret) => {
  const out = logged((log) => {
    log.info(`calling ${secret}, then waiting`);
    log.info({ detail: { deep: { url: `x ${secret} y` } } }, 'field');
    log.error({ err: new Error(`refused ${secret}`, { cause: new Error(`cause ${secret}`) }) }, 'failed');
  });
  expect(out).not.toContain(secret);
  expect(out.trim().split('\n')).toHaveLength(3);
  for (const line of out.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('process', 'test');
});

test('removes a token of any length from a Bot API path', () => {
  const out = logged((log) => log.info('GET http://10.0.0.1:7070/telegram/bot8123456789:short-one/getMe'));
  expect(out).toContain('/telegram/bot[removed]/getMe');
});

test('removes fields by name, bearer headers and passwords in URLs', () => {
  const out = logged((log) => {
    log.info({ password: 'correct horse', request: { headers: { authorization: 'plain-opaque-value' } } }, 'x');
    log.info({ header: 'Bearer abcdefghijklmnop', url: 'postgresql://app:hunter22@127.0.0.1/db' }, 'y');
  });
  for (const secret of ['correct horse', 'plain-opaque-value', 'abcdefghijklmnop', 'hunter22'])
    expect(out).not.toContain(secret);
  expect(out).toContain('postgresql://app:[removed]@127.0.0.1/db');
});

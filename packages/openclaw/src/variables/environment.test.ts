import { expect, test } from 'vitest';
import { putConfigSchema } from '../agent-protocol.ts';

const withEnv = (env: unknown) =>
  putConfigSchema.safeParse({ configVersion: 1, config: {}, files: [], secretFiles: [], env });
const variable = (name: string, value: unknown = 'evil', secret: unknown = false) => ({ name, value, secret });

test('takes a good environment, an empty one, and none', () => {
  const env = [
    variable('SHOP_URL', 'https://shop.example'),
    variable('_KEY9', 'line\n\tline\r\n🥐', true),
    variable('EMPTY', ''),
  ];
  expect(withEnv(env).data).toMatchObject({ env });
  expect(withEnv([]).data).toMatchObject({ env: [] });
  expect(withEnv(undefined).success).toBe(true);
  const full = Array.from({ length: 100 }, (_, at) => variable(`V${at}`, 'x'.repeat(600)));
  expect(withEnv(full).success).toBe(true);
  expect(withEnv([variable('LONG', 'x'.repeat(32 * 1024))]).success).toBe(true);
});

test.each([
  ['a name that steers the program', [variable('NODE_OPTIONS')]],
  ['a proxy', [variable('ALL_PROXY')]],
  ['the key of a provider', [variable('OPENAI_API_KEY')]],
  ['the address of a provider', [variable('GEMINI_BASE_URL')]],
  ['the token of a channel', [variable('DISCORD_BOT_TOKEN')]],
  ['a name that is none', [variable('shop url')]],
  ['a name with an equals sign', [variable('A=B')]],
  ['no name', [variable('')]],
  ['a name that is too long', [variable('A'.repeat(65))]],
  ['an end of the value within it', [variable('SHOP', 'evil\0LD_PRELOAD=x')]],
  ['half a character', [variable('SHOP', 'evil\ud800')]],
  ['a value that is too long in bytes', [variable('SHOP', 'évil'.repeat(8_000))]],
  ['a value that is none', [variable('SHOP', 7)]],
  ['too much in all', ['A', 'B', 'C'].map((name) => variable(name, 'evil'.repeat(6_000)))],
  ['the same name twice', [variable('SHOP'), variable('SHOP', 'evil too')]],
  ['too many', Array.from({ length: 101 }, (_, at) => variable(`V${at}`))],
  ['something besides', [{ ...variable('SHOP'), export: true }]],
  ['no word on secrecy', [{ name: 'SHOP', value: 'evil' }]],
])('refuses %s, and says nothing of the value', (_, env) => {
  const result = withEnv(env);
  expect(result.success).toBe(false);
  expect(result.error?.message).not.toContain('evil');
});

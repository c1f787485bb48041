import { PROVIDERS } from '@clawberth/openclaw';
import { expect, test } from 'vitest';
import { readProviderKey } from './provider-key.ts';

const long = 'a1B2'.repeat(10);

test.each([
  ['openai', `sk-proj-${long}`],
  ['anthropic', `sk-ant-api03-${long}`],
  ['openrouter', `sk-or-v1-${long}`],
] as const)('takes a key of %s with spaces around it', (id, key) => {
  expect(readProviderKey(PROVIDERS[id], ` ${key}\n`)).toBe(key);
});

test.each([
  ['openai', '', /paste your OpenAI key/],
  ['openai', 'sk-short', /not a whole OpenAI key/],
  ['openai', `sk-ant-api03-${long}`, /key of another provider/],
  ['anthropic', `sk-${long}`, /not a whole Anthropic key/],
  ['openrouter', `sk-${long} ${long}`, /not a whole OpenRouter key/],
  ['openai', `sk-${'a'.repeat(5_000)}`, /not a whole OpenAI key/],
] as const)('refuses for %s: %s', (id, pasted, message) => {
  expect(() => readProviderKey(PROVIDERS[id], pasted)).toThrow(message);
});

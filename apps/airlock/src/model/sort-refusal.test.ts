import { expect, it } from 'vitest';
import { sortRefusal } from './sort-refusal.ts';

it('blames the key for a 403, but not when the provider flagged what a person wrote', () => {
  const error = { code: 403, message: 'no' };
  expect(sortRefusal(403, null)).toBe('provider_key_refused');
  expect(sortRefusal(403, error)).toBe('provider_key_refused');
  expect(sortRefusal(403, { ...error, metadata: {} })).toBe('provider_key_refused');
  expect(sortRefusal(401, { ...error, metadata: { reasons: ['violence'] } })).toBe('provider_key_refused');
  expect(sortRefusal(403, { ...error, metadata: { reasons: ['violence'], flagged_input: 'a text' } })).toBeNull();
});

it('tells an empty account from too many requests', () => {
  expect(sortRefusal(402, null)).toBe('provider_quota_used_up');
  expect(sortRefusal(429, { code: 'insufficient_quota', message: 'no' })).toBe('provider_quota_used_up');
  expect(sortRefusal(429, { code: 'rate_limit_exceeded', message: 'no' })).toBe('provider_rate_limited');
  expect(sortRefusal(400, { message: 'no' })).toBeNull();
});

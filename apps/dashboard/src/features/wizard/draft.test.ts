import { expect, test } from 'vitest';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { draftSchema, emptyDraft, type Draft } from './draft.ts';

const OPENAI: ProviderOption = {
  id: 'openai',
  demo: false,
  label: 'OpenAI',
  description: '',
  models: [],
  keyPattern: '^sk-[A-Za-z0-9_-]{20,200}$',
  keyUrl: null,
  keyHint: 'An OpenAI key starts with “sk-”.',
};
const TOKEN = `123456789:${'A'.repeat(35)}`;
const telegram: Draft = {
  ...emptyDraft({ maySetKeys: true }),
  name: 'Clerk',
  telegramToken: TOKEN,
  providerId: 'openai',
  modelId: 'm',
  providerKey: `sk-${'a'.repeat(30)}`,
};

/** The field that the schema complains about first, or null. */
function wrongField(draft: Draft, provider = OPENAI): string | null {
  const parsed = draftSchema(draft, provider).safeParse(draft);
  return parsed.success ? null : String(parsed.error.issues[0]?.path[0]);
}

test('a full draft passes', () => {
  expect(wrongField(telegram)).toBeNull();
});

test.each<[Partial<Draft>, string]>([
  [{ name: '' }, 'name'],
  [{ name: 'x'.repeat(61) }, 'name'],
  [{ name: '<b>Clerk</b>' }, 'name'],
  [{ about: `Our key is sk-${'k3Y0'.repeat(10)}.` }, 'about'],
  [{ telegramToken: '' }, 'telegramToken'],
  [{ telegramToken: 'not a token' }, 'telegramToken'],
  [{ providerId: '' }, 'providerId'],
  [{ providerKey: 'wrong' }, 'providerKey'],
])('%o is refused at its field', (change, field) => {
  expect(wrongField({ ...telegram, ...change })).toBe(field);
});

test('a bot on web chat needs no token, the demo no key', () => {
  const web: Draft = { ...telegram, channel: 'web', telegramToken: '', providerId: 'demo', providerKey: '' };
  expect(wrongField(web, { ...OPENAI, id: 'demo', demo: true, keyPattern: null })).toBeNull();
});

test('who may set no keys begins on web chat, and the key of another bot stands for one', () => {
  const draft: Draft = { ...emptyDraft({ maySetKeys: false }), name: 'Clerk', providerId: 'openai', modelId: 'm' };
  expect(draft.channel).toBe('web');
  expect(wrongField(draft)).toBe('providerKey');
  expect(wrongField({ ...draft, keyFromBotId: crypto.randomUUID() })).toBeNull();
});

test('a token with blanks around it passes without them', () => {
  const draft = { ...telegram, telegramToken: ` ${TOKEN} ` };
  expect(draftSchema(draft, OPENAI).parse(draft).telegramToken).toBe(TOKEN);
});

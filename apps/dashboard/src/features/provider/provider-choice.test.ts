import { expect, test } from 'vitest';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { providerChoiceSchema } from './provider-choice.ts';

const OPENAI: ProviderOption = {
  id: 'openai',
  demo: false,
  label: 'OpenAI',
  description: '',
  models: [{ id: 'small', label: 'Small', description: '' }],
  keyPattern: '^sk-[a-z]{4}$',
  keyUrl: null,
  keyHint: 'A key begins with sk-.',
};
const DEMO: ProviderOption = { ...OPENAI, id: 'demo', demo: true, keyPattern: null, keyHint: null };

function messagesOf(provider: ProviderOption | undefined, choice: unknown): Record<string, string> {
  const result = providerChoiceSchema(provider).safeParse(choice);
  return Object.fromEntries((result.error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]));
}

test('a choice with a fitting key passes, blanks around the key are dropped', () => {
  const choice = { providerId: 'openai', modelId: 'small', providerKey: ' sk-abcd ' };
  expect(providerChoiceSchema(OPENAI).parse(choice)).toEqual({ ...choice, providerKey: 'sk-abcd' });
});

test('the demo needs no key', () => {
  expect(messagesOf(DEMO, { providerId: 'demo', modelId: 'demo', providerKey: '' })).toEqual({});
});

test.each([
  ['nobody chosen', undefined, { providerId: '', modelId: '', providerKey: '' }, ['modelId', 'providerId']],
  ['no key', OPENAI, { providerId: 'openai', modelId: 'small', providerKey: '  ' }, ['providerKey']],
  ['no model', OPENAI, { providerId: 'openai', modelId: '', providerKey: 'sk-abcd' }, ['modelId']],
])('%s is refused at its field', (_, provider, choice, fields) => {
  expect(Object.keys(messagesOf(provider, choice)).toSorted()).toEqual(fields);
});

test('radio buttons of which none is chosen get the same words', () => {
  const nothing = messagesOf(undefined, { providerId: '', modelId: '', providerKey: '' });
  expect(messagesOf(undefined, { providerId: null, modelId: null, providerKey: '' })).toEqual(nothing);
  expect(nothing['providerId']).toBe('Choose who answers.');
});

test('a key of the wrong shape gets the provider’s hint', () => {
  const messages = messagesOf(OPENAI, { providerId: 'openai', modelId: 'small', providerKey: 'pk-abcd' });
  expect(messages).toEqual({ providerKey: 'A key begins with sk-.' });
});

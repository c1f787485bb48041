import type { Provider, ProviderModel } from '@clawberth/openclaw';
import { fieldError } from '../input/parse-input.ts';
import type { Services } from '../services.ts';
import { askOutside, OutsideSilent, type OutsideQuestion } from './ask-outside.ts';

/**
 * Tries a provider key with one call of a few tokens. Returns when the provider takes key and model.
 * Throws `outside_refused` (key, model or credit) or `outside_unreachable` (no answer in 10 s), at `field`.
 */
export async function askProvider(
  services: Services,
  provider: Provider,
  model: ProviderModel,
  key: string,
  field: string,
): Promise<void> {
  const root = (services.outside.providerRoots[provider.id] ?? provider.upstreamRoot ?? '').replace(/\/+$/, '');
  const { status, json } = await askOutside(question(provider, model, root, key)).catch((error: unknown) => {
    if (!(error instanceof OutsideSilent)) throw error;
    const what = error.timedOut
      ? `${provider.label} did not answer within 10 seconds.`
      : `${provider.label} cannot be reached.`;
    throw fieldError('outside_unreachable', field, `${what} Your key may be fine; please try again in a minute.`);
  });
  if (status >= 200 && status < 300) return;
  // A thinking model may use up the few tokens before it says a word: key and model are fine then.
  if (status === 400 && mentions(json, 'output limit was reached')) return;
  throw refusal(provider, model, status, json, field);
}

function question(provider: Provider, model: ProviderModel, root: string, key: string): OutsideQuestion {
  const messages = [{ role: 'user', content: 'Hi' }];
  if (provider.api === 'anthropic-messages') {
    return {
      url: `${root}/v1/messages`,
      method: 'POST',
      headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      body: { model: model.id, max_tokens: 1, messages },
    };
  }
  // OpenAI's newer models refuse `max_tokens`, other makers know nothing else; 16 is OpenAI's least.
  const limit = provider.id === 'openai' ? { max_completion_tokens: 16 } : { max_tokens: 16 };
  return {
    url: `${root}/v1/chat/completions`,
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: { model: model.id, messages, ...limit },
  };
}

function refusal(provider: Provider, model: ProviderModel, status: number, json: unknown, field: string): Error {
  const { label } = provider;
  if (status === 401 || status === 403) {
    return fieldError(
      'outside_refused',
      field,
      `${label} refused this key. It may be mistyped or switched off; make a new one${provider.keyUrl === null ? '' : ` at ${provider.keyUrl}`} and paste it here.`,
    );
  }
  if (status === 402 || mentions(json, 'insufficient_quota') || mentions(json, 'credit balance')) {
    return fieldError(
      'outside_refused',
      field,
      `${label} knows this key, but the account has no credit left. Add credit there, then try again.`,
    );
  }
  if (status === 404 || mentions(json, 'model_not_found')) {
    return fieldError(
      'outside_refused',
      field,
      `${label} knows this key, but does not offer it the model ${model.label}. Choose another model, or allow it in your ${label} account.`,
    );
  }
  if (status === 429) {
    return fieldError(
      'outside_refused',
      field,
      `${label} knows this key, but its limit is used up for the moment. Check credit and limits there, or wait a minute and try again.`,
    );
  }
  if (status >= 500) {
    return fieldError(
      'outside_unreachable',
      field,
      `${label} has a problem of its own (${status}). Your key may be fine; please try again in a minute.`,
    );
  }
  return fieldError(
    'outside_refused',
    field,
    `${label} did not accept a test question with this key (${status}). Check the key and the model, then try again.`,
  );
}

function mentions(json: unknown, word: string): boolean {
  return JSON.stringify(json ?? null).includes(word);
}

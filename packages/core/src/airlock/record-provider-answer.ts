import { LRUCache } from 'lru-cache';
import { observeProvider } from '../observe.ts';
import type { Services } from '../services.ts';

/** What came of a question to the provider, as far as its owner can do something about it. */
export type ProviderAnswer = 'answered' | 'provider_key_refused' | 'provider_quota_used_up';

/** The same outcome is written again after this long at the earliest, in milliseconds. */
const SAME_AGAIN_MS = 60_000;
const lastWritten = new LRUCache<string, ProviderAnswer>({ max: 20_000, ttl: SAME_AGAIN_MS });

const MESSAGES = {
  provider_key_refused: 'The provider refused the bot’s key.',
  provider_quota_used_up: 'The account behind the bot’s key has no credit left.',
} as const;

/**
 * Lets a bot's page say that its provider refuses it, and that it answers again: call it after every question.
 * Writes when the outcome changes, else once a minute at most.
 */
export async function recordProviderAnswer(
  services: Services,
  { botId, organisationId }: { botId: string; organisationId: string },
  answer: ProviderAnswer,
): Promise<void> {
  if (lastWritten.get(botId) === answer) return;
  lastWritten.set(botId, answer);
  const seen = answer === 'answered' ? null : { code: answer, message: MESSAGES[answer] };
  try {
    await observeProvider(services, { botId, organisationId }, seen);
  } catch (error) {
    lastWritten.delete(botId);
    throw error;
  }
}

import { z } from 'zod';
import type { ModelProblem } from './model-api.ts';

/** What is read of a provider's error, of either API. */
export const providerErrorSchema = z.looseObject({
  code: z.unknown().optional(),
  message: z.string(),
  metadata: z.unknown().optional(),
});
export type ProviderError = z.infer<typeof providerErrorSchema>;

// openrouter.ai/docs "Moderation errors": a 403 of the text, not of the key.
const flaggedSchema = z.object({ flagged_input: z.string() }).or(z.object({ reasons: z.array(z.unknown()).min(1) }));

/** Whose matter a provider's refusal is; null when it refused this one request, which OpenClaw should read itself. */
export function sortRefusal(status: number, error: ProviderError | null): ModelProblem | null {
  if (status === 403 && flaggedSchema.safeParse(error?.metadata).success) return null;
  if (status === 401 || status === 403) return 'provider_key_refused';
  if (status === 402 || (status === 429 && error?.code === 'insufficient_quota')) return 'provider_quota_used_up';
  if (status === 429) return 'provider_rate_limited';
  if (status === 408 || status === 504) return 'provider_timed_out';
  if (status >= 500 || status < 400) return 'provider_unavailable';
  return null;
}

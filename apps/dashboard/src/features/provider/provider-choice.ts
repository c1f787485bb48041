import { z } from 'zod';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { texts } from '../../texts/index.ts';

const { checks } = texts.wizard;

/** Who answers: what the provider picker fills in. The key stays empty where none is needed. */
export type ProviderChoice = { providerId: string; modelId: string; providerKey: string };

/** The checks of a choice, given the provider chosen in it. Radio buttons of which none is chosen give null. */
export function providerChoiceFields(provider: ProviderOption | undefined) {
  return {
    providerId: z.string(checks.provider).min(1, checks.provider),
    modelId: z.string(checks.model).min(1, checks.model),
    providerKey: keySchema(provider),
  };
}

/** What must hold of a choice, given the provider chosen in it. */
export function providerChoiceSchema(provider: ProviderOption | undefined): z.ZodType<ProviderChoice, ProviderChoice> {
  return z.object(providerChoiceFields(provider));
}

function keySchema(provider: ProviderOption | undefined) {
  if (!provider?.keyPattern) return z.string();
  return z
    .string()
    .trim()
    .min(1, checks.key)
    .regex(new RegExp(provider.keyPattern), provider.keyHint ?? checks.keyShape);
}

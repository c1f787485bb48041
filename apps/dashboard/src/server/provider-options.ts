import 'server-only';
import { openclaw } from '@clawberth/core';
import type { ProviderOption } from '@/features/bot/provider-option.ts';

/** The AI providers as the screens offer them, the demo one first. */
export function providerOptions(): ProviderOption[] {
  return openclaw.PROVIDER_IDS.map((id) => {
    const provider = openclaw.PROVIDERS[id];
    return {
      id,
      demo: provider.upstreamRoot === null,
      label: provider.label,
      description: provider.description,
      models: provider.models.map((model) => ({ id: model.id, label: model.label, description: model.description })),
      keyPattern: provider.keyPattern?.source ?? null,
      keyUrl: provider.keyUrl,
      keyHint: provider.keyHint,
    };
  });
}

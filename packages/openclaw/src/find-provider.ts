import { PROVIDERS } from './providers.ts';
import type { Provider, ProviderModel } from './providers.ts';

/** The provider of that id, or null for an id that is not in the catalogue. */
export function findProvider(id: string): Provider | null {
  return Object.values(PROVIDERS).find((provider) => provider.id === id) ?? null;
}

/** The model of that provider, or null when the catalogue does not offer it. */
export function findModel(provider: Provider, modelId: string): ProviderModel | null {
  return provider.models.find((model) => model.id === modelId) ?? null;
}

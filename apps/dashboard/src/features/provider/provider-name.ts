import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { texts } from '@/texts/index.ts';

/** What the screens call a provider; the demo is named as what it is. */
export function providerName(provider: Pick<ProviderOption, 'demo' | 'label'>): string {
  return provider.demo ? texts.wizard.demoTitle : provider.label;
}

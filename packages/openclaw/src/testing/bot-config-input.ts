import { airlockUrls } from '../airlock-urls.ts';
import type { BotConfigInput } from '../render-config-types.ts';

/** A bakery's bot with stand-in tokens of the real shapes; parts can be replaced. */
export function botConfigInput(changes: Partial<BotConfigInput> = {}): BotConfigInput {
  const { telegramApiRoot, modelBaseUrl } = airlockUrls('172.30.0.1', 7070);
  return {
    botName: 'Baker’s helper',
    template: 'support',
    instructions: 'Be polite and brief.',
    about: 'We open at nine.',
    telegram: { apiRoot: telegramApiRoot, standInToken: `123456789:${'A'.repeat(35)}` },
    model: {
      api: 'openai-completions',
      baseUrl: modelBaseUrl['openai-completions'],
      token: 'm'.repeat(43),
      modelId: 'gpt-5.4-mini',
    },
    gatewayToken: 'g'.repeat(64),
    ...changes,
  };
}

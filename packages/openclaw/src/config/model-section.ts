import type { BotConfigInput } from '../render-config-types.ts';
import { SECRET_NAMES } from '../sandbox-layout.ts';
import { secretRef } from './secret-ref.ts';

/** Id of the only model provider that a bot knows: the airlock's model door. */
export const MODEL_PROVIDER_ID = 'airlock';

const DEFAULT_CONTEXT_WINDOW_TOKENS = 128_000;
/** Room for a model's hidden thinking and a long answer; keeps one answer's price in bounds. */
const LONGEST_ANSWER_TOKENS = 8_192;

/** `models` of a bot: no catalogue of OpenClaw's, no fetch of one, one model. */
export function modelSection(model: BotConfigInput['model']) {
  return {
    mode: 'replace',
    catalogRefresh: { enabled: false },
    providers: {
      [MODEL_PROVIDER_ID]: {
        baseUrl: model.baseUrl,
        apiKey: secretRef(SECRET_NAMES.modelToken),
        api: model.api,
        models: [
          {
            id: model.modelId,
            name: model.modelId,
            reasoning: false,
            input: ['text'],
            contextWindow: model.contextWindow ?? DEFAULT_CONTEXT_WINDOW_TOKENS,
            maxTokens: Math.min(model.maxTokens ?? LONGEST_ANSWER_TOKENS, LONGEST_ANSWER_TOKENS),
            cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
          },
        ],
      },
    },
  };
}

import type { BotConfigInput, ModelApi } from '../render-config-types.ts';
import { SECRET_NAMES, WARMUP_MODEL } from '../sandbox-layout.ts';
import type { SandboxLayout } from '../sandbox-layout.ts';
import { secretRef } from './secret-ref.ts';

/** Id of the only model provider that answers a bot's visitors: the airlock's model door. */
export const MODEL_PROVIDER_ID = 'airlock';

const DEFAULT_CONTEXT_WINDOW_TOKENS = 128_000;
/** Room for a model's hidden thinking and a long answer; keeps one answer's price in bounds. */
const LONGEST_ANSWER_TOKENS = 8_192;

/** `models` of a bot: no catalogue of OpenClaw's, no fetch of one, one model and the warm-up. */
export function modelSection(model: BotConfigInput['model'] | null, layout: SandboxLayout) {
  return {
    mode: 'replace',
    catalogRefresh: { enabled: false },
    providers: {
      [WARMUP_MODEL.provider]: provider({
        api: 'openai-completions',
        baseUrl: layout.warmupBaseUrl,
        secretName: SECRET_NAMES.gatewayToken,
        modelId: WARMUP_MODEL.id,
      }),
      ...(model ? { [MODEL_PROVIDER_ID]: provider({ ...model, secretName: SECRET_NAMES.modelToken }) } : {}),
    },
  };
}

function provider(model: {
  api: ModelApi;
  baseUrl: string;
  secretName: string;
  modelId: string;
  contextWindow?: number;
  maxTokens?: number;
}) {
  return {
    baseUrl: model.baseUrl,
    apiKey: secretRef(model.secretName),
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
  };
}

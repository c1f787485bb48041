import type { ModelApi } from './render-config-types.ts';

/**
 * Addresses of the airlock's doors as a bot's config must name them.
 * OpenClaw puts `/bot<token>/<method>` behind `telegramApiRoot`, `/chat/completions`
 * behind an OpenAI-style base and `/v1/messages` behind an Anthropic-style one.
 */
export function airlockUrls(
  gatewayAddress: string,
  port: number,
): {
  telegramApiRoot: string;
  modelBaseUrl: Record<ModelApi, string>;
} {
  const root = `http://${gatewayAddress}:${port}`;
  return {
    telegramApiRoot: `${root}/telegram`,
    modelBaseUrl: {
      'openai-completions': `${root}/model/v1`,
      'anthropic-messages': `${root}/model/anthropic`,
    },
  };
}

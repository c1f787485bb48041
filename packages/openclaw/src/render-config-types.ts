import type { PutConfig } from './agent-protocol.ts';

export const TEMPLATE_IDS = ['support', 'community', 'personal'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

export const MODEL_APIS = ['openai-completions', 'anthropic-messages'] as const;
export type ModelApi = (typeof MODEL_APIS)[number];

/** What the web form and the platform know about a bot. No real key is among it. */
export type BotConfigInput = {
  botName: string;
  template: TemplateId;
  /** The person's own wishes for how the bot behaves. */
  instructions: string;
  /** Facts that the bot may use: opening hours, prices, house rules. */
  about: string;
  /** BCP 47 tag, e.g. `de-DE`: the language to answer in when a visitor's is unclear. */
  ownerLanguage?: string;
  /** Null: the bot answers on the web chat only. */
  telegram: { apiRoot: string; standInToken: string } | null;
  model: {
    api: ModelApi;
    /** The airlock's model door as the bot reaches it, e.g. `http://10.1.2.1:7070/model/v1`. */
    baseUrl: string;
    /** Per-bot token, worth nothing anywhere but at the airlock. */
    token: string;
    modelId: string;
    /** In tokens. */
    contextWindow?: number;
    /** In tokens. */
    maxTokens?: number;
  };
  /** Shared token of OpenClaw's gateway; known to the bot's agent only. */
  gatewayToken: string;
};

/** Exactly the parts of the agent's `PUT /v1/config` besides the version. */
export type RenderedConfig = Pick<PutConfig, 'config' | 'files' | 'secretFiles'>;

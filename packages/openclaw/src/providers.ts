import type { ModelApi } from './render-config-types.ts';

export const PROVIDER_IDS = ['demo', 'openai', 'anthropic', 'openrouter'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

export type ProviderModel = {
  id: string;
  label: string;
  /** One plain line that helps somebody choose. */
  description: string;
  /** In tokens. */
  contextWindow: number;
  /** Longest answer, in tokens. */
  maxTokens: number;
  /** US dollars for a million tokens; null where the price depends on the model chosen upstream. */
  usdPerMillionTokens: { input: number; output: number } | null;
};

export type Provider = {
  id: ProviderId;
  label: string;
  description: string;
  api: ModelApi;
  /** Root that the API's own paths are put behind; null: the airlock answers by itself. */
  upstreamRoot: string | null;
  /** First entry is the one to suggest. */
  models: readonly [ProviderModel, ...ProviderModel[]];
  /** Shape of a key; null: none is needed. */
  keyPattern: RegExp | null;
  /** Page where a person gets a key. */
  keyUrl: string | null;
  /** What to say when a pasted key has the wrong shape. */
  keyHint: string | null;
};

/**
 * The AI providers that the wizard offers. Model ids, windows and prices are those
 * of the catalogue in openclaw 2026.9.6 (`dist/extensions/<id>/openclaw.plugin.json`).
 * Models that its security audit calls too weak against prompt injection (Haiku), and GPT-6,
 * which it takes for older than GPT-5, are left out: a bot's audit has no warning.
 * Paths appended to `upstreamRoot`: `/v1/chat/completions` or `/v1/messages`.
 */
export const PROVIDERS: Readonly<Record<ProviderId, Provider>> = {
  demo: {
    id: 'demo',
    label: 'Try it without a key',
    description: 'Built-in practice answers. No account, no cost, no real AI behind it.',
    api: 'openai-completions',
    upstreamRoot: null,
    models: [
      {
        id: 'demo',
        label: 'Practice answers',
        description: 'Shows that everything works. Change to a real provider whenever you like.',
        contextWindow: 128_000,
        maxTokens: 4_096,
        usdPerMillionTokens: { input: 0, output: 0 },
      },
    ],
    keyPattern: null,
    keyUrl: null,
    keyHint: null,
  },
  openai: {
    id: 'openai',
    label: 'OpenAI',
    description: 'The GPT models.',
    api: 'openai-completions',
    upstreamRoot: 'https://api.openai.com',
    models: [
      {
        id: 'gpt-5.4-mini',
        label: 'GPT-5.4 Mini',
        description: 'Quick and cheap. Right for most bots.',
        contextWindow: 400_000,
        maxTokens: 128_000,
        usdPerMillionTokens: { input: 0.75, output: 4.5 },
      },
      {
        id: 'gpt-5.6-luna',
        label: 'GPT-5.6 Luna',
        description: 'Newer, a little slower and better with odd questions.',
        contextWindow: 1_050_000,
        maxTokens: 128_000,
        usdPerMillionTokens: { input: 1, output: 6 },
      },
      {
        id: 'gpt-5.6-terra',
        label: 'GPT-5.6 Terra',
        description: 'Stronger, for questions that need thought.',
        contextWindow: 1_050_000,
        maxTokens: 128_000,
        usdPerMillionTokens: { input: 2.5, output: 15 },
      },
    ],
    keyPattern: /^sk-[A-Za-z0-9_-]{20,200}$/,
    keyUrl: 'https://platform.openai.com/api-keys',
    keyHint: 'An OpenAI key starts with “sk-”. Copy it again from the page where you made it.',
  },
  anthropic: {
    id: 'anthropic',
    label: 'Anthropic',
    description: 'The Claude models.',
    api: 'anthropic-messages',
    upstreamRoot: 'https://api.anthropic.com',
    models: [
      {
        id: 'claude-sonnet-5',
        label: 'Claude Sonnet 5',
        description: 'Careful with long instructions. Right for most bots.',
        contextWindow: 1_000_000,
        maxTokens: 128_000,
        usdPerMillionTokens: { input: 2, output: 10 },
      },
      {
        id: 'claude-opus-5-5',
        label: 'Claude Opus 5.5',
        description: 'The strongest, and slower.',
        contextWindow: 1_000_000,
        maxTokens: 128_000,
        usdPerMillionTokens: { input: 4, output: 20 },
      },
    ],
    keyPattern: /^sk-ant-[A-Za-z0-9_-]{20,200}$/,
    keyUrl: 'https://platform.claude.com/settings/keys',
    keyHint: 'An Anthropic key starts with “sk-ant-”. Copy it again from the page where you made it.',
  },
  openrouter: {
    id: 'openrouter',
    label: 'OpenRouter',
    description: 'One key for models of many makers.',
    api: 'openai-completions',
    upstreamRoot: 'https://openrouter.ai/api',
    models: [
      {
        id: 'openrouter/auto',
        label: 'Choose for me',
        description: 'OpenRouter picks a model for each question.',
        contextWindow: 200_000,
        maxTokens: 32_000,
        usdPerMillionTokens: null,
      },
      {
        id: 'deepseek/deepseek-v4-flash',
        label: 'DeepSeek V4 Flash',
        description: 'Quick and very cheap.',
        contextWindow: 128_000,
        maxTokens: 32_000,
        usdPerMillionTokens: null,
      },
      {
        id: 'moonshotai/kimi-k2.6',
        label: 'Kimi K2.6',
        description: 'Strong open model.',
        contextWindow: 200_000,
        maxTokens: 32_000,
        usdPerMillionTokens: null,
      },
    ],
    keyPattern: /^sk-or-[A-Za-z0-9_-]{20,200}$/,
    keyUrl: 'https://openrouter.ai/settings/keys',
    keyHint: 'An OpenRouter key starts with “sk-or-”. Copy it again from the page where you made it.',
  },
};

import type { ProviderId } from '@clawberth/openclaw';

/** Where a secret belongs: the Telegram field, the field of the AI key, or the bot's own variables. */
export type SecretPlace = 'telegram_token' | 'provider_key' | 'variable';

export type SecretShape = {
  kind: string;
  /** With its article, to stand in a sentence: "This is an OpenAI key." */
  label: string;
  pattern: RegExp;
  place: SecretPlace;
  /** The AI provider that takes it. */
  providerId?: ProviderId;
};

/** BotFather's token: the bot's numeric id, a colon, 35 characters. */
export const TELEGRAM_TOKEN_SHAPE = /(?<![0-9])\d{6,12}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/;

const variable = <Kind extends string>(kind: Kind, label: string, pattern: RegExp) => ({
  kind,
  label,
  pattern,
  place: 'variable' as const,
});
const provider = <Id extends ProviderId>(id: Id, label: string, pattern: RegExp) => ({
  kind: id,
  label,
  pattern,
  place: 'provider_key' as const,
  providerId: id,
});

/**
 * Every secret that tells by its shape what it is; the more particular stand first. Those of `openclaw`'s providers
 * agree with their `keyPattern`. Sources: the issuers' own pages on token formats and the rules of gitleaks 8
 * (config/gitleaks.toml, MIT), without its rules that go by a word nearby.
 */
export const SECRET_TABLE = [
  { kind: 'telegram', label: 'a Telegram bot token', pattern: TELEGRAM_TOKEN_SHAPE, place: 'telegram_token' },
  provider('anthropic', 'an Anthropic key', /\bsk-ant-[A-Za-z0-9_-]{20,}/),
  provider('openrouter', 'an OpenRouter key', /\bsk-or-[A-Za-z0-9_-]{20,}/),
  provider('openai', 'an OpenAI key', /\bsk-[A-Za-z0-9_-]{20,}/),
  variable('google', 'a Google key', /\b(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28})/),
  variable('github', 'a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/),
  variable('gitlab', 'a GitLab token', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas)-[A-Za-z0-9_.-]{20,}/),
  variable('slack', 'a Slack token', /\b(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{20,})/),
  variable('slack', 'a Slack webhook', /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/),
  variable('discord', 'a Discord bot token', /\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}/),
  variable('discord', 'a Discord webhook', /discord(?:app)?\.com\/api\/webhooks\/\d{10,20}\/[A-Za-z0-9_-]{60,}/),
  variable('stripe', 'a Stripe key', /\b(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{32,})/),
  variable('aws', 'an AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/),
  variable('hugging_face', 'a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}/),
  variable('groq', 'a Groq key', /\bgsk_[A-Za-z0-9]{40,}/),
  variable('xai', 'an xAI key', /\bxai-[A-Za-z0-9]{60,}/),
  variable('npm', 'an npm token', /\bnpm_[A-Za-z0-9]{36}/),
  variable('sendgrid', 'a SendGrid key', /\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}/),
  variable('shopify', 'a Shopify token', /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/),
  variable('notion', 'a Notion token', /\b(?:ntn|secret)_[A-Za-z0-9]{43,}/),
  variable(
    'private_key',
    'a private key',
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:(?!-----)[\s\S]){0,12000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/,
  ),
  variable('jwt', 'an access token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/),
] as const satisfies readonly SecretShape[];

/** What no log line, error or text for the model may hold: shapes of keys that people paste. */
export const SECRET_SHAPES: readonly RegExp[] = SECRET_TABLE.map(({ pattern }) => pattern);

/** Whether the text holds something of the shape of a key or token. */
export function looksLikeSecret(text: string): boolean {
  return SECRET_SHAPES.some((shape) => shape.test(text));
}

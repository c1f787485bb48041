import type { airlock, ticket } from '@clawberth/core';

export type TelegramCaller = Extract<airlock.AirlockCaller, { kind: 'telegram_stand_in' }>;
/** `upstreamRoot` is null for the demo model, which the airlock answers itself. */
export type ModelCaller = Extract<airlock.AirlockCaller, { kind: 'airlock_token' }> & { upstreamRoot: string | null };
export type Caller = TelegramCaller | ModelCaller;

/** What a bot shows at the door. `tokenHash` is SHA-256 in hex; the address is IPv4 or IPv6 without a zone. */
export type Knock = { tokenHash: string; remoteAddress: string };
export type BotOf = { botId: string; organisationId: string };

/**
 * Everything the airlock asks of core. Lookups happen on every request, so that a revoked token is
 * useless at once. They throw an error with `code: 'not_found'` for whatever must be refused:
 * an unknown token, another bot's address, a deleted bot. Any other error means "could not look".
 */
export type AirlockDirectory = {
  resolveTelegramCaller(knock: Knock): Promise<TelegramCaller>;
  resolveModelCaller(knock: Knock): Promise<ModelCaller>;
  /** Throws `not_signed_in` or `not_found` for a ticket that is false or too old. */
  verifyTicket(text: string): ticket.TicketClaims;
  /** Throws `not_found`, or `conflict` while the bot has no sandbox. */
  agentAddress(bot: BotOf): Promise<{ url: string; token: string }>;
  recordActivity(bot: BotOf, activity: { inbound?: true; answered?: true }): Promise<void>;
  /** What the provider said to a question, for the bot's page. Throttled: cheap enough for every answer. */
  recordProviderAnswer(bot: BotOf, answer: airlock.ProviderAnswer): Promise<void>;
  /**
   * Calls `onChange` with the id of each bot whose secrets or tokens changed, with null when changes may have gone unheard,
   * until the signal aborts. Resolves once it listens.
   */
  watchSecrets(onChange: (botId: string | null) => void, signal: AbortSignal): Promise<void>;
  /** What a visitor reads instead of OpenClaw's own text to unknown senders; other texts come back unchanged. */
  visitorText(text: string, botName: string): string;
};

/** The code of a ClawberthError, or null for anything else. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

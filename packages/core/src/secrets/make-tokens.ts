import { randomBytes } from 'node:crypto';

/** `bytes` random bytes as base64url. */
export function makeToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** A token of Telegram's shape that is worth nothing at Telegram: the real bot's id, a colon, 35 random characters. */
export function makeTelegramStandIn(telegramBotId: bigint): string {
  return `${telegramBotId}:${makeToken(27).slice(0, 35)}`;
}

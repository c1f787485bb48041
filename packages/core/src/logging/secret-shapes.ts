/** BotFather's token: the bot's numeric id, a colon, 35 characters. */
export const TELEGRAM_TOKEN_SHAPE = /(?<![0-9])\d{6,12}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/;

/** What no log line, error or text for the model may hold: shapes of keys that people paste. */
export const SECRET_SHAPES: readonly RegExp[] = [
  TELEGRAM_TOKEN_SHAPE,
  // OpenAI, Anthropic (sk-ant-), OpenRouter (sk-or-)
  /\bsk-[A-Za-z0-9_-]{20,}/,
  // Google, GitHub, Slack, AWS: not ours, but pasted by mistake all the same
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** Whether the text holds something of the shape of a key or token. */
export function looksLikeSecret(text: string): boolean {
  return SECRET_SHAPES.some((shape) => shape.test(text));
}

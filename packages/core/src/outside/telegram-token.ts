import { TELEGRAM_TOKEN_SHAPE } from '../logging/secret-shapes.ts';
import { fieldError } from '../input/parse-input.ts';

const WHOLE_TOKEN = /^\d{6,12}:[A-Za-z0-9_-]{35}$/;

/**
 * The token in what was pasted: spaces around it and the rest of BotFather's message do no harm.
 * Throws `invalid_input` at `field`, saying what is wrong with it.
 */
export function readTelegramToken(pasted: unknown, field = 'token'): string {
  if (typeof pasted !== 'string' || pasted.trim() === '') {
    throw fieldError('invalid_input', field, 'Please paste the token that BotFather gave you.');
  }
  if (pasted.length > 4_000) {
    throw fieldError('invalid_input', field, 'This is much longer than a token. Paste only what BotFather gave you.');
  }
  const text = pasted.trim();
  if (WHOLE_TOKEN.test(text)) return text;
  const found = TELEGRAM_TOKEN_SHAPE.exec(text)?.[0] ?? WHOLE_TOKEN.exec(text.replace(/\s+/g, ''))?.[0];
  if (found !== undefined) return found;
  throw fieldError('invalid_input', field, whatIsWrong(text));
}

function whatIsWrong(text: string): string {
  const [id, secret, ...rest] = text.split(':');
  if (/^@?[A-Za-z]\w*bot$/i.test(text))
    return 'This is the bot’s name. The token is the line of numbers and letters that BotFather sent with it.';
  if (text.startsWith('sk-'))
    return 'This looks like a key of an AI provider. The Telegram token comes from @BotFather.';
  if (id === undefined || secret === undefined || rest.length > 0 || !/^\d+$/.test(id)) {
    return 'This is not a Telegram token. It looks like 123456789:AbC…, a number, a colon and 35 letters, digits, - or _.';
  }
  if (id.length < 6 || id.length > 12)
    return 'The number before the colon is incomplete. Please copy the whole token from BotFather.';
  if (!/^[A-Za-z0-9_-]*$/.test(secret))
    return 'The part after the colon holds a sign that no token has. Please copy it again from BotFather.';
  return `The part after the colon should have 35 characters; this one has ${secret.length}. Please copy the whole token from BotFather.`;
}

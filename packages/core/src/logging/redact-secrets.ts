import { SECRET_SHAPES } from './secret-shapes.ts';

const REMOVED = '[removed]';
const EVERY_SHAPE = SECRET_SHAPES.map((shape) => new RegExp(shape.source, 'g'));
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s/@"]+@/gi;
/** A per-bot token in a Bot API path: `/bot<anything>/method`. */
const BOT_PATH = /\/bot\d{6,12}:[^/\s"]+/g;

/** The text with everything of the shape of a secret taken out. */
export function redactSecrets(text: string): string {
  let clean = text
    .replace(BEARER, `$1 ${REMOVED}`)
    .replace(URL_PASSWORD, `$1:${REMOVED}@`)
    .replace(BOT_PATH, `/bot${REMOVED}`);
  for (const shape of EVERY_SHAPE) clean = clean.replace(shape, REMOVED);
  return clean;
}

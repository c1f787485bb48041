import type { AuditFilter } from './filters.ts';

/** As long as an audit event's target name may be. */
const LONGEST = 254;

/**
 * The filter in words, as the log tells what somebody read or exported; null for none. Equal filters have equal names.
 */
export function auditFilterName(filter: AuditFilter): string | null {
  const { actorId, botId, action, result, from, to, search } = filter;
  const words = [
    ['person', actorId],
    ['bot', botId],
    ['action', action],
    ['result', result],
    ['from', from],
    ['to', to],
    ['with', search],
  ].flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]));
  return words.length === 0 ? null : shorten(words.join(', '));
}

/** Cuts between characters, so that no half of a surrogate pair is left. */
function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  let short = '';
  for (const character of text) {
    if (short.length + character.length > LONGEST - 1) break;
    short += character;
  }
  return `${short}…`;
}

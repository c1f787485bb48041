import type { ProviderId } from '@clawberth/openclaw';
import { SECRET_TABLE, type SecretPlace, type SecretShape } from '../logging/secret-shapes.ts';
import { looksRandom } from './looks-random.ts';

export type { SecretPlace } from '../logging/secret-shapes.ts';
/** `unknown`: long and random, so perhaps a key; a person should be asked. */
export type RecognisedKind = (typeof SECRET_TABLE)[number]['kind'] | 'password' | 'unknown';

export type RecognisedSecret = {
  /** Where it stands in the text, as for `slice`. */
  start: number;
  end: number;
  kind: RecognisedKind;
  /** With its article, to stand in a sentence: "an OpenAI key". */
  label: string;
  place: SecretPlace;
  /** The AI provider that takes it, where the kind says so. */
  providerId?: ProviderId;
};

const PASSWORD = {
  kind: 'password',
  label: 'an address with a password',
  place: 'variable',
  pattern: /\b[a-z][a-z0-9+]{1,20}:\/\/[^\s:/@"'<>]{1,100}:[^\s/@"'<>]{3,200}@/,
} as const;
const SHAPES = [...SECRET_TABLE, PASSWORD].map((shape) => ({
  ...shape,
  pattern: new RegExp(shape.pattern.source, 'g'),
}));
const RUN = /(?<![A-Za-z0-9+/_=.@#-])[A-Za-z0-9+/_-]{32,}={0,2}(?![A-Za-z0-9+/_@-])/g;
const ADDRESS = /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.)\S+/gi;

/**
 * The keys, tokens and passwords in a text, in its order, never overlapping: what tells by its shape what it is, and
 * what is long and random (`unknown`) outside of web addresses. Pure; for screens and server alike.
 */
export function recogniseSecrets(text: string): RecognisedSecret[] {
  const found: RecognisedSecret[] = [];
  const taken = new Uint8Array(text.length);
  const take = (shape: Known, start: number, match: string) => {
    const end = start + match.length;
    if (taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    const { kind, label, place, providerId } = shape;
    found.push({ start, end, kind, label, place, ...(providerId ? { providerId } : {}) });
  };
  for (const { pattern, ...shape } of SHAPES) {
    for (const { 0: match, index } of text.matchAll(pattern)) if (!isWords(match)) take(shape, index, match);
  }
  for (const { 0: match, index } of text.matchAll(ADDRESS)) taken.fill(1, index, index + match.length);
  for (const { 0: match, index } of text.matchAll(RUN)) if (looksRandom(match)) take(UNKNOWN, index, match);
  return found.sort((one, other) => one.start - other.start);
}

const UNKNOWN = { kind: 'unknown', label: 'a key or a password', place: 'variable' } as const;
type Known = Omit<SecretShape, 'pattern'> & { kind: RecognisedKind };

/** "sk-bakery-special-order-form": words with hyphens between them, as in the name of a page. */
function isWords(match: string): boolean {
  return /^[a-z]{2}(?:[-_][a-z]{1,15}|[-_]\d{1,4})+$/.test(match);
}

import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { fieldError } from '../input/parse-input.ts';

/** Words of this place that somebody would guess first (ASVS 5.0 6.1.2, 6.2.11); docs/security.md lists them. */
const CONTEXT_WORDS = [
  'clawberth',
  'openclaw',
  'telegram',
  'gateway',
  'password',
  'welcome',
  'chatbot',
  'organisation',
];
/** zxcvbn's scale of 0 to 4: 3 needs more than 10^8 guesses. */
const LEAST_SCORE = 3;

let guesser: ZxcvbnFactory | null = null;

/**
 * Throws `invalid_input` at `field` for a password that is guessed soon: one of 49,000 common ones, a row of keys, or
 * made from what is known of the person. `known` is their name, address and the like.
 */
export function requireGoodPassword(password: string, known: readonly string[], field: string): void {
  guesser ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 128 });
  const parts = known.flatMap((text) => {
    const words = text.split(/[^\p{L}\p{N}]+/u);
    return [text, words.join(''), ...words];
  });
  const clues = [...CONTEXT_WORDS, ...parts.filter((part) => part.length > 2)];
  if (guesser.check(password, clues).score >= LEAST_SCORE) return;
  throw fieldError(
    'invalid_input',
    field,
    'This password would be guessed soon: it is common, or made from what is known of you. Three or four words that do not belong together do well.',
  );
}

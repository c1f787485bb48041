import { z } from 'zod';
import { refuseSecret } from './refuse-secret.ts';

// Control characters, text-direction overrides and halves of characters: they hide what a name says.
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const UNSEEN_IN_TEXT = /[^\P{Cc}\t\n\r]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** 10000 → "10,000". */
function count(value: number): string {
  return value.toLocaleString('en-GB');
}

type NameOptions = { what: 'name' | 'name for your organisation'; max?: number };

/** A name of 1 to `max` characters after trimming, without control characters, `<` and `>`. */
export function nameField({ what, max = 60 }: NameOptions): z.ZodType<string> {
  return z
    .string({ error: `Please enter a ${what}.` })
    .trim()
    .superRefine((value, issues) => {
      const length = [...value].length;
      const problem =
        length === 0
          ? `Please enter a ${what}.`
          : length > max
            ? `Please choose a name of at most ${count(max)} characters; this one has ${count(length)}.`
            : UNSEEN.test(value)
              ? 'Please leave out line breaks and invisible characters.'
              : /[<>]/.test(value)
                ? 'Please leave out the signs < and >.'
                : refuseSecret(value);
      if (problem !== null) issues.addIssue({ code: 'custom', message: problem });
    });
}

/** A longer text of 0 to `max` characters; line breaks and tabs are fine. */
export function longTextField({ what, max }: { what: string; max: number }): z.ZodType<string> {
  return z.string({ error: `Please write the ${what} as text.` }).superRefine((value, issues) => {
    const length = [...value].length;
    const problem =
      length > max
        ? `Please shorten the ${what} to at most ${count(max)} characters; the text has ${count(length)}.`
        : UNSEEN_IN_TEXT.test(value)
          ? 'Please leave out invisible control characters. Pasting as plain text removes them.'
          : refuseSecret(value);
    if (problem !== null) issues.addIssue({ code: 'custom', message: problem });
  });
}

export const INSTRUCTIONS_MAX_CHARACTERS = 8_000;
export const ABOUT_MAX_CHARACTERS = 20_000;

export const botNameField = nameField({ what: 'name' });
export const instructionsField = longTextField({ what: 'instructions', max: INSTRUCTIONS_MAX_CHARACTERS });
export const aboutField = longTextField({ what: 'facts', max: ABOUT_MAX_CHARACTERS });

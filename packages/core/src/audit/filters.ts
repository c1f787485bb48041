import { z } from 'zod';
import { looksLikeSecret } from '../logging/secret-shapes.ts';
import { AUDIT_ACTIONS } from './actions.ts';

export const AUDIT_RESULTS = ['requested', 'done', 'failed', 'refused'] as const;
export const SEARCH_MAX_CHARACTERS = 200;

// Postgres takes no NUL, and half a surrogate pair is no text.
const UNSEEN = /[\p{Cc}\p{Cs}]/u;
/** Where every word has fewer letters and digits than these, no index helps. */
const INDEXED_FROM = 3;
const LONGEST_WITHOUT_INDEX_MS = 31 * 86_400_000;
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

const timeField = z.iso
  .datetime({ offset: true, error: 'Please give the time with its zone, such as 2026-11-20T09:30:00Z.' })
  .refine((value) => {
    const year = new Date(value).getUTCFullYear();
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }, `Please choose a year between ${FIRST_YEAR} and ${LAST_YEAR}.`)
  .transform((value) => new Date(value).toISOString());

const searchField = z
  .string({ error: 'Please write what to look for as text.' })
  .trim()
  .min(1, 'Please write what to look for, or leave the search out.')
  .max(SEARCH_MAX_CHARACTERS, `Please look for at most ${SEARCH_MAX_CHARACTERS} characters.`)
  .refine((value) => !UNSEEN.test(value), 'Please leave out line breaks and invisible characters.')
  // What is looked for is told in the log.
  .refine(
    (value) => !looksLikeSecret(value),
    'This looks like a key or a token. The log never holds one; please look for its fingerprint or its bot instead.',
  );

/**
 * What to show of the audit log; everything may be left out, and all that is given must hold. `from` is the first
 * moment, `to` the first moment after (ISO times with a zone); `search` is words that must all stand in the event.
 */
export const auditFilterSchema = z
  .object({
    actorId: z.guid('Please choose a person from the list.').toLowerCase().optional(),
    botId: z.guid('Please choose a bot from the list.').toLowerCase().optional(),
    action: z.enum(AUDIT_ACTIONS, 'Please choose an action from the list.').optional(),
    result: z.enum(AUDIT_RESULTS, 'Please choose a result from the list.').optional(),
    from: timeField.optional(),
    to: timeField.optional(),
    search: searchField.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    error: 'Please choose an end that is later than the beginning.',
  })
  .refine((filter) => !isEndless(filter), {
    path: ['search'],
    error: 'Please look for a word of at least three letters or digits, or choose a time of at most 31 days.',
  });

type Span = { search?: string | undefined; from?: string | undefined; to?: string | undefined };

/** Whether the search would read every event, one by one, of more than a month. */
function isEndless({ search, from, to }: Span): boolean {
  const isShort = (word: string) => (word.match(/[\p{L}\p{N}]/gu) ?? []).length < INDEXED_FROM;
  if (search === undefined || !search.split(/\s+/u).every(isShort)) return false;
  const end = to === undefined ? Date.now() : Date.parse(to);
  return from === undefined || end - Date.parse(from) > LONGEST_WITHOUT_INDEX_MS;
}

/** A checked filter; times are UTC to the millisecond. */
export type AuditFilter = z.infer<typeof auditFilterSchema>;

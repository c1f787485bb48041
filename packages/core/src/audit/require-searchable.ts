import { z } from 'zod';
import type { Context } from '../context.ts';
import { fieldError } from '../input/parse-input.ts';
import type { AuditFilter } from './filters.ts';

/**
 * Support staff look for one id (of a request, a bot, a person), not for words: who finds an event by a name knows what
 * is masked in it. Throws `invalid_input` at `search`.
 */
export function requireSearchable({ actor }: Pick<Context, 'actor'>, { search }: Pick<AuditFilter, 'search'>): void {
  if (actor.type !== 'support' || search === undefined || z.uuid().safeParse(search).success) return;
  throw fieldError(
    'invalid_input',
    'search',
    'On a visit you can look for one whole id, such as a request’s. Names are masked.',
  );
}

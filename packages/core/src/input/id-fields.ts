import { z } from 'zod';
import { notFound } from '../errors.ts';

const uuid = z.uuid();

/** The id, or `not_found`: an id that cannot be one is no different from one that is not there. */
export function idOrNotFound(what: string, value: unknown): string {
  const parsed = uuid.safeParse(value);
  if (!parsed.success) throw notFound(what);
  return parsed.data.toLowerCase();
}

import { z } from 'zod';

export const AUDIT_RESULTS = ['requested', 'done', 'failed', 'refused'] as const;

/** Ranges that end now, in hours. */
export const RANGES = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24 } as const;
export type Range = keyof typeof RANGES;

const HOUR_MS = 3_600_000;
const LONGEST = 500;

/** What core's filter is made from, as it stands in the address; core says what is wrong with it. */
export const filtersSchema = z.object({
  actorId: z.string().max(LONGEST).optional(),
  botId: z.string().max(LONGEST).optional(),
  action: z.string().max(LONGEST).optional(),
  result: z.string().max(LONGEST).optional(),
  from: z.string().max(LONGEST).optional(),
  to: z.string().max(LONGEST).optional(),
  search: z.string().max(LONGEST).optional(),
});
export type AuditFilters = z.infer<typeof filtersSchema>;

/** A filter's name in the address, by its name in core. */
export const QUERY_NAMES = {
  actorId: 'person',
  botId: 'bot',
  action: 'action',
  result: 'result',
  from: 'from',
  to: 'to',
  search: 'search',
} as const satisfies Record<keyof AuditFilters, string>;

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads the filters from an address: the names of QUERY_NAMES, and `range` for one that ends now. Its beginning is a
 * full hour, so that the same view has the same name in the log for a while.
 */
export function readFilters(query: Query, now: Date = new Date()): AuditFilters {
  const filters: AuditFilters = {};
  for (const [name, word] of Object.entries(QUERY_NAMES)) {
    const value = [query[word]].flat()[0]?.trim();
    if (value) filters[name as keyof AuditFilters] = value.slice(0, LONGEST);
  }
  const range = [query['range']].flat()[0];
  if (range !== undefined && isRange(range))
    filters.from ??= new Date(Math.floor(now.getTime() / HOUR_MS - RANGES[range]) * HOUR_MS).toISOString();
  return filters;
}

/** The filters as an address says them, for what shall show the same events. */
export function writeFilters(filters: AuditFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, word] of Object.entries(QUERY_NAMES)) {
    const value = filters[name as keyof AuditFilters];
    if (value !== undefined) query.set(word, value);
  }
  return query;
}

export function isRange(value: string): value is Range {
  return Object.hasOwn(RANGES, value);
}

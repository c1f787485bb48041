import type { RowList } from '../stripe-rows.ts';
import { invalidRequest, noSuch } from '../stripe-refusal.ts';

type Page = { limit?: number | undefined; starting_after?: string | undefined; ending_before?: string | undefined };

/** One page, newest first, as every list of the v1 API. Throws StripeRefusal for a limit outside of 1 to 100. */
export function listPage<T extends { id: string }>(oldestFirst: Iterable<T>, url: string, page: Page): RowList<T> {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100)
    throw invalidRequest('Invalid integer: limit must be between 1 and 100', 'limit', 'parameter_invalid_integer');
  const rows = [...oldestFirst].toReversed();
  const at = (id: string, param: string): number => {
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) throw noSuch('object', id, param, 400);
    return index;
  };
  if (page.ending_before !== undefined) {
    const end = at(page.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = page.starting_after === undefined ? 0 : at(page.starting_after, 'starting_after') + 1;
  return { object: 'list', data: rows.slice(start, start + limit), has_more: rows.length > start + limit, url };
}

type Range =
  number | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };
/** Whether a moment lies in the range that a list asks for. */
export function inRange(value: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return value === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return value > gt && value >= gte && value < lt && value <= lte;
}

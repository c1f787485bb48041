import { parseInput } from '../input/parse-input.ts';
import { auditFilterSchema, type AuditFilter } from './filters.ts';

/** The filter that an address or a form names. Throws `invalid_input` with what to do, by field. */
export function readAuditFilter(input: Readonly<Record<string, string | undefined>>): AuditFilter {
  return parseInput(auditFilterSchema, input);
}

import { RECORD_KEYS } from '@clawberth/audit-chain';

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** The first line: the keys of a record. RFC 4180: CRLF at the end of each line. */
export const CSV_HEADING = `${RECORD_KEYS.join(',')}\r\n`;

/**
 * Canonical records as lines of CSV, one column a key, `before` and `after` as JSON. What begins like a formula gets an
 * apostrophe in front, so a spreadsheet shows it and never runs it.
 */
export function csvLines(records: readonly string[]): string {
  return records.map((record) => `${toCells(JSON.parse(record) as Record<string, unknown>).join(',')}\r\n`).join('');
}

function toCells(record: Readonly<Record<string, unknown>>): string[] {
  return RECORD_KEYS.map((key) => cell(record[key]));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

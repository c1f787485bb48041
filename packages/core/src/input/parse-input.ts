import type { ZodType } from 'zod';
import { ClawberthError } from '../errors.ts';

/** The input, parsed. Throws `invalid_input` with the first message of each field, to be shown there. */
export function parseInput<T>(schema: ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    fields[field] ??= issue.message;
  }
  const messages = Object.values(fields);
  const message = messages.length === 1 ? (messages[0] ?? '') : 'Some fields need another look.';
  throw new ClawberthError('invalid_input', message, { fields });
}

/** A mistake in one field, found by a check that is not the schema's. */
export function fieldError(
  code: 'invalid_input' | 'conflict' | 'outside_refused' | 'outside_unreachable' | 'limit_reached',
  field: string,
  message: string,
  cause?: unknown,
): ClawberthError {
  return new ClawberthError(code, message, { fields: { [field]: message }, ...(cause === undefined ? {} : { cause }) });
}

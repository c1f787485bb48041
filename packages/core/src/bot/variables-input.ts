import { byteLength, VARIABLE_LIMITS, VARIABLE_NAME } from '@clawberth/openclaw/variables';
import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { nameProblem, type VariableProblem } from './variable-names.ts';
import { valueProblem } from './variable-values.ts';

/** A wanted variable; a null value takes it away. */
export type VariableChange = { name: string; secret: boolean; value: string | null };

/** All of them taken away and as many set. */
const CHANGES_MAX = 2 * VARIABLE_LIMITS.count;
const change = z.object(
  { name: z.string(), secret: z.boolean(), value: z.string().nullable() },
  'Please give every variable a name and a value.',
);
const schema = z.object({
  changes: z
    .array(change, 'Please name a variable.')
    .min(1, 'Please name a variable.')
    .max(CHANGES_MAX, `Please change at most ${CHANGES_MAX} variables at a time.`),
});

/**
 * The changes, each looked at before anything is sealed. Throws `invalid_input` with messages at `changes.<n>.name` and
 * `changes.<n>.value` (n from 0), or at `changes`; no message repeats a value, or a name that is none. Throws
 * `limit_reached` at `changes` when they cannot fit whatever is there.
 */
export function readChanges(input: unknown): VariableChange[] {
  const { changes } = parseInput(schema, input);
  const fields: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [index, one] of changes.entries()) {
    const wrongName = seen.has(one.name) ? { message: 'This name stands here twice.' } : changeProblem(one);
    const wrongValue = wrongName !== null || one.value === null ? null : valueProblem({ ...one, value: one.value });
    if (wrongName !== null) fields[`changes.${index}.name`] = wrongName.message;
    if (wrongValue !== null) fields[`changes.${index}.value`] = wrongValue.message;
    seen.add(one.name);
  }
  const messages = Object.values(fields);
  if (messages.length > 0)
    throw new ClawberthError(
      'invalid_input',
      messages.length === 1 ? (messages[0] ?? '') : 'Some variables need another look.',
      { fields },
    );
  const set = changes.filter(({ value }) => value !== null);
  requireRoom(set.map(({ name, value }) => byteLength(name) + byteLength(value ?? '')));
  return changes;
}

/** Throws `limit_reached` at `changes` when variables of these sizes, names and values together, are too many or too large. */
export function requireRoom(sizes: readonly number[]): void {
  const { count, totalBytes } = VARIABLE_LIMITS;
  if (sizes.length > count)
    throw fieldError(
      'limit_reached',
      'changes',
      `A bot can have ${count} variables; with these it would have ${sizes.length}. Please take some away.`,
    );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > totalBytes)
    throw fieldError(
      'limit_reached',
      'changes',
      `The variables of a bot can have ${totalBytes / 1024} KiB together; with these they would have ${Math.ceil(bytes / 1024)}. Please shorten some, or take some away.`,
    );
}

/** Whatever could have been set before may be taken away. */
function changeProblem({ name, value }: VariableChange): Pick<VariableProblem, 'message'> | null {
  return value === null && VARIABLE_NAME.test(name) ? null : nameProblem(name);
}

import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import type { ActionResult } from '@/server/action.ts';

/** Puts a refused action's messages at their fields, and at `root` what belongs to none of `known`. */
export function showFormErrors<Values extends FieldValues>(
  result: Extract<ActionResult<unknown>, { ok: false }>,
  setError: UseFormSetError<Values>,
  known: readonly Path<Values>[],
): void {
  const shown = known.filter((name) => result.fields[name] !== undefined);
  shown.forEach((name, index) => {
    const message = result.fields[name];
    if (message) setError(name, { type: 'server', message }, { shouldFocus: index === 0 });
  });
  if (shown.length === 0) setError('root', { type: 'server', message: result.message });
}

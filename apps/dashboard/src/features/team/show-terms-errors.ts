import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import type { ActionResult } from '@/server/action.ts';

/** Core speaks of a guest's moment, the form of their day. */
export function showTermsErrors<Values extends FieldValues>(
  result: Extract<ActionResult<unknown>, { ok: false }>,
  setError: UseFormSetError<Values>,
  known: readonly Path<Values>[],
): void {
  const { guestUntil, ...fields } = result.fields;
  showFormErrors({ ...result, fields: guestUntil ? { ...fields, until: guestUntil } : fields }, setError, known);
}

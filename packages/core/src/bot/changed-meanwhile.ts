import { ClawberthError } from '../errors.ts';

/** The refusal of a change to a version that is not the newest any more. */
export function changedMeanwhile(): ClawberthError {
  return new ClawberthError(
    'conflict',
    'Somebody else changed this bot a moment ago. Load the page again to see the change, then make yours.',
  );
}

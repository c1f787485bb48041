// @ts-check
import { Problem } from './problem.mjs';
import { say } from './say.mjs';

/**
 * Prints what stopped us, with the mend where there is one, and gives the exit code.
 * @param {unknown} error
 * @returns {number} 1
 */
export function report(error) {
  if (error instanceof Problem) {
    say(`\n✗ ${error.message}`);
    if (error.mend) say(`  → ${error.mend}`);
  } else {
    say(`\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return 1;
}

import type { Leak } from './find-leaks.ts';
import type { Change, Outcome } from './run-matrix.ts';

/** A wrong answer in one line. */
export function wrongWords({ entrance, actor, foreign, whose, expected, answer, status }: Outcome): string {
  return `WRONG ${entrance} as ${actor}, ${whose} ids at [${foreign.join(', ')}]: ${answer} (${status}), not ${expected.join(' or ')}`;
}

/** A leak in one line, with the first pieces of it. */
export function leakWords({ entrance, actor, foreign, whose, markers }: Leak): string {
  return `LEAK ${entrance} as ${actor}, foreign [${foreign}]: ${markers.length} of ${whose}: ${markers.slice(0, 3).join(', ')}`;
}

/** A change of rows that had to stay as they were, in one line. */
export function changeWords({ entrance, whose, tables }: Change): string {
  return `CHANGED ${entrance}: ${tables.join(', ')} of ${whose}`;
}

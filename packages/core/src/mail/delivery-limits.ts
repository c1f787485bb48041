/** A letter is tried this often; then a person must look. */
export const MOST_ATTEMPTS = 8;
/** How long a worker may take over one try before another worker may, in ms: longer than any mail server may be silent. */
export const CLAIM_MS = 120_000;
const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;

/** The pause after a failed try (1 is the first), in ms: a minute, doubling, six hours at most. */
export function pauseAfter(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, attempt - 1), LONGEST_MS);
}

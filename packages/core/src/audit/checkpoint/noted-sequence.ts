/** The event that a checkpoint's note says it is of, not to be believed: nothing was verified. NaN for what is no note. */
export function notedSequence(note: string): number {
  return Number(note.split('\n')[1] ?? Number.NaN);
}

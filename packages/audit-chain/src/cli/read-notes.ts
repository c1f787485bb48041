/**
 * The notes in a file of checkpoints: either lines `{"type":"checkpoint","note":…}` as in an export, or notes one after
 * the other. Throws a TypeError if there is none.
 */
export function readNotes(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  const notes =
    lines.length > 0
      ? lines.map((line) => (JSON.parse(line) as { note?: unknown }).note)
      : text.match(/^clawberth\.audit\/[^]*?^— .*\n/gm);
  if (!notes?.every((note) => typeof note === 'string')) throw new TypeError('There is no checkpoint in this file');
  return notes;
}

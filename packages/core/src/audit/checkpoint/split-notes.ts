/** A checkpoint as audit-chain signs it: lines, an empty line, the signature's line. */
const NOTE = /clawberth\.audit\/[^\n]*\n(?:(?!clawberth\.audit\/)[^\n]+\n)+\n— [^\n]*\n/y;
const NEXT = '\nclawberth.audit/';

/**
 * Notes that stand one after the other. What lies between two and is none comes as if it were one, so that whoever reads
 * notices; `rest` is what the text ends with after the last whole note: the beginning of one, or nothing.
 */
export function splitNotes(text: string): { notes: string[]; rest: string } {
  const notes: string[] = [];
  let at = 0;
  while (at < text.length) {
    NOTE.lastIndex = at;
    const [whole] = NOTE.exec(text) ?? [];
    if (whole === undefined) {
      const next = text.indexOf(NEXT, at);
      if (next === -1) break;
      notes.push(text.slice(at, next + 1));
      at = next + 1;
    } else {
      notes.push(whole);
      at += whole.length;
    }
  }
  return { notes, rest: text.slice(at) };
}

export type LinkPart = { at: number; piece: string; href: string | null };

/** A letter's text in pieces, in order; those that are addresses of this dashboard come with `href`. */
export function linkParts(text: string, ownOrigin: string): LinkPart[] {
  const parts: LinkPart[] = [];
  let done = 0;
  const add = (end: number, href: string | null) => {
    if (end > done) parts.push({ at: done, piece: text.slice(done, end), href });
    done = end;
  };
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s]+/g)) {
    if (!URL.canParse(found) || new URL(found).origin !== ownOrigin) continue;
    add(index, null);
    add(index + found.length, new URL(found).href);
  }
  add(text.length, null);
  return parts;
}

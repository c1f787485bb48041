/** The first letters or digits of a name's first and last word; a name without any gives its first sign. */
export function initials(name: string): string {
  const letters = name
    .split(/\s+/u)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '')
    .filter(Boolean);
  const shown = letters.length > 1 ? [letters[0], letters.at(-1)] : letters;
  return (shown.join('') || ([...name.trim()][0] ?? '')).toLocaleUpperCase();
}

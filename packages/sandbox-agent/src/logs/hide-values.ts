/** Shorter ones would be found by chance in ordinary words and numbers. */
const LEAST_CHARACTERS = 6;

/** What of a secret value can stand in one line of a log: each of its own lines, as they are and as JSON writes them. */
export function partsToHide(value: string): string[] {
  const lines = value.split(/\r\n?|\n/).map((line) => line.trim());
  const asJson = lines.map((line) => JSON.stringify(line).slice(1, -1));
  return [...new Set([...lines, ...asJson])].filter((part) => part.length >= LEAST_CHARACTERS);
}

/** The text without those values; the longer ones go first, so that no rest of them stays. */
export function hideValues(text: string, values: ReadonlySet<string>): string {
  const longestFirst = [...values].filter((value) => text.includes(value)).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((clean, value) => clean.replaceAll(value, '[hidden]'), text);
}

import { exceptionFor } from './exceptions.ts';
import type { Searched } from './search-place.ts';

/** Places by kinds: `·` searched and not there, `e` only where it is meant to be, a number for finds. */
export function writeTable(all: readonly Searched[], kinds: readonly string[]): string {
  const width = Math.max(...all.map(({ place }) => place.length));
  const letters = kinds.map((_, index) => String(index + 1).padStart(3));
  const lines = [
    `${' '.repeat(width)}  samples        MB ${letters.join('')}`,
    ...all.map(({ place, samples, bytes, finds }) => {
      const cells = kinds.map((kind) => {
        const own = finds.filter((find) => find.kind === kind);
        const bad = own.filter((find) => exceptionFor(find) === undefined).length;
        return (bad > 0 ? String(bad) : own.length > 0 ? 'e' : '·').padStart(3);
      });
      return `${place.padEnd(width)} ${String(samples).padStart(8)} ${(bytes / 1e6).toFixed(2).padStart(9)} ${cells.join('')}`;
    }),
    '',
    ...kinds.map((kind, index) => `${String(index + 1).padStart(3)} ${kind}`),
  ];
  return lines.join('\n');
}

import type { Entrance } from './list-entrances.ts';
import { DOORS, MATRIX } from './matrix.ts';

/** Entrances that nobody has said anything of, and rows of entrances that are gone. */
export function compareRows(entrances: readonly Entrance[]): { withoutRow: string[]; withoutEntrance: string[] } {
  const rows = new Set([...Object.keys(MATRIX), ...Object.keys(DOORS)]);
  const known = new Set(entrances.map(({ id }) => id));
  return { withoutRow: [...known.difference(rows)], withoutEntrance: [...rows.difference(known)] };
}

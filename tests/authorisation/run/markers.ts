import type { Connection } from '@clawberth/db/testing';
import type { Side } from '../world/make-side.ts';
import { readPersonRows, readRows } from './digest.ts';
import type { Watched } from './digest.ts';

/**
 * Every text and number nobody could guess that stands in one side's rows and in no row of the other's: ids, names, e-mails,
 * hashes, fingerprints; and the texts that are sealed there. Whoever reads one of them has read that side's data.
 */
export async function readMarkers(
  keeper: Connection,
  watched: Watched,
  sides: { ours: Side; theirs: Side },
): Promise<{ ours: Set<string>; theirs: Set<string> }> {
  const [ours, theirs] = [await textsOf(keeper, watched, sides.ours), await textsOf(keeper, watched, sides.theirs)];
  return { ours: ours.difference(theirs), theirs: theirs.difference(ours) };
}

/** The texts of one person's own rows, wherever they stand: no secret from them. */
export async function readOwnTexts(keeper: Connection, watched: Watched, userId: string): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const { row } of await readPersonRows(keeper, watched, userId)) collect(row, texts);
  return texts;
}

async function textsOf(keeper: Connection, watched: Watched, side: Side): Promise<Set<string>> {
  const texts = new Set(side.sealedTexts);
  for (const { row } of await readRows(keeper, watched, side)) collect(row, texts);
  return texts;
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (isUnguessable(String(value))) into.add(String(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collect(part, into);
  }
}

/** Ids, hashes, fingerprints, and every name that the test world gives: they hold eight hexadecimal digits in a row. */
export const isUnguessable = (text: string): boolean => /[0-9a-f]{8}/i.test(text) && /\d/.test(text);

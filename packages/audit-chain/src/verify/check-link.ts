import { FIRST_PREVIOUS_HASH } from '../audit-record.ts';
import type { FindingCode } from './finding.ts';

/** The end of what was checked so far; `sequence` is null after a line that could not be read. */
export type ChainEnd = { readonly sequence: number | null; readonly hash: string };
/** What a record says of its place in the chain. */
export type ChainPlace = { readonly sequence: number; readonly previousHash: string };

/** What is wrong between two neighbouring records; in a filtered export (`whole` is false) gaps are expected. */
export function checkLink(end: ChainEnd, place: ChainPlace, whole: boolean): FindingCode[] {
  const found: FindingCode[] = [];
  const next = end.sequence === null || place.sequence === end.sequence + 1;
  if (!next && (whole || place.sequence <= (end.sequence ?? 0))) found.push('out-of-sequence');
  if ((whole || next) && place.previousHash !== end.hash) found.push('chain-broken');
  return found;
}

/** What is wrong with the first record of an export: event 1 has nothing before it. */
export function checkStart(place: ChainPlace): FindingCode[] {
  return place.sequence === 1 && place.previousHash !== FIRST_PREVIOUS_HASH ? ['chain-broken'] : [];
}

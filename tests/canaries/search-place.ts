import { delimitedForms, encodingsOf } from './encodings.ts';
import type { Flock } from './canaries.ts';
import type { Sample } from './places/sample.ts';
import { createSearch, type Needle } from './search.ts';

/** Something harmless that must stand in a place, or the search has not looked there. */
export type Control = { what: string; bytes: Buffer };
export type Place = {
  name: string;
  samples: () => AsyncIterable<Sample> | Iterable<Sample>;
  controls: readonly Control[];
};

/** A canary that was found: never with the secret itself. `context` is what stands before it. */
export type Find = { place: string; where: string; kind: string; encoding: string; context: string };
export type Searched = {
  place: string;
  samples: number;
  bytes: number;
  finds: Find[];
  /** Controls that were not found. */
  missing: string[];
};

type Id = { canary: string } | { control: string };
const CONTEXT = 60;

export const control = (what: string, text: string | Buffer = what): Control => ({ what, bytes: Buffer.from(text) });

/** Looks for every canary, in every form, in all that a place holds. */
export async function searchPlace(flock: Flock, needles: readonly Needle<Id>[], place: Place): Promise<Searched> {
  const controls = place.controls.map(({ what, bytes }) => ({ id: { control: what }, encoding: 'plain', bytes }));
  const search = createSearch<Id>([...needles, ...controls]);
  const missing = new Set(place.controls.map(({ what }) => what));
  const searched: Searched = { place: place.name, samples: 0, bytes: 0, finds: [], missing: [] };
  for await (const { where, bytes } of place.samples()) {
    searched.samples += 1;
    searched.bytes += bytes.length;
    const found = new Map<string, Find>();
    for (const { needle, at } of search(bytes)) {
      if ('control' in needle.id) {
        missing.delete(needle.id.control);
        continue;
      }
      const { encoding } = needle;
      const kind = needle.id.canary;
      // One find of a kind in one place says enough; a whole secret says more than a piece of it.
      const before = found.get(kind);
      if (before !== undefined && (before.encoding !== 'piece' || encoding === 'piece')) continue;
      const context = printable(flock.redact(bytes.toString('latin1', Math.max(0, at - CONTEXT), at)));
      found.set(kind, { place: place.name, where: flock.redact(where), kind, encoding, context });
    }
    searched.finds.push(...found.values());
  }
  return { ...searched, missing: [...missing] };
}

/** Every form of every canary. */
export function needlesOf(flock: Flock): Needle<Id>[] {
  return flock.all.flatMap(({ kind, value, random, short }) =>
    (short ? delimitedForms(value.toString()) : encodingsOf(value, random)).map((one) => ({
      id: { canary: kind },
      ...one,
    })),
  );
}

const printable = (text: string) => text.replaceAll(/[^\x20-\x7e‹›]+/g, '·');

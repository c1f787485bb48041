/** Sets the fields that are given; gives what they were before, as an event's `previous_attributes`. */
export function changeRow<T extends object>(row: T, changes: { [K in keyof T]?: T[K] | undefined }): Partial<T> {
  const before: Partial<T> = {};
  for (const name of Object.keys(changes) as (keyof T)[]) {
    const value = changes[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(row[name])) continue;
    before[name] = structuredClone(row[name]);
    row[name] = value;
  }
  return before;
}

/** Metadata as Stripe merges it: an empty value takes a key away, an empty hash takes all away. */
export function mergeMetadata(
  before: Record<string, string>,
  changes: Record<string, string> | null | undefined,
): Record<string, string> {
  if (changes === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
}

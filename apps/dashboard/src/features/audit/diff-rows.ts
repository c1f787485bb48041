type Side = Readonly<Record<string, unknown>> | null;
export type DiffRow = { field: string; before: string | null; after: string | null };

/** One row for each field of before and after, in the order of their names; null where a side has nothing there. */
export function diffRows(before: Side, after: Side): DiffRow[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return fields.map((field) => ({ field, before: show(before, field), after: show(after, field) }));
}

function show(side: Side, field: string): string | null {
  if (side === null || !Object.hasOwn(side, field)) return null;
  const value = side[field] ?? null;
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}

import { noSuch } from '../stripe-refusal.ts';

/** The object of the path: 404 when it is not of this mode. */
export function findRow<T>(rows: Map<string, T>, kind: string, id: string): T {
  const row = rows.get(id);
  if (row === undefined) throw noSuch(kind, id);
  return row;
}

/** An object named in a parameter: 400 when it is not of this mode. */
export function namedRow<T>(rows: Map<string, T>, kind: string, id: string, param: string): T {
  const row = rows.get(id);
  if (row === undefined) throw noSuch(kind, id, param, 400);
  return row;
}

/**
 * The name under which a connection keeps the plan of a statement that begins with such a comment as
 * `prepared:airlock_caller`: for the few that somebody waits for. "" for others, which are planned on each run.
 */
export function statementName(sql: string): string {
  return /^\s*\/\* prepared:([a-z_]{1,60}) \*\//.exec(sql)?.[1] ?? '';
}

import { readFileSync } from 'node:fs';

/** A database URL from the variable `<name>_FILE` (a path) or else `<name>`. Throws when neither is set. */
export function readUrl(name: string): string {
  const file = process.env[`${name}_FILE`];
  const value = file === undefined ? process.env[name] : readFileSync(file, 'utf8').trim();
  if (value === undefined || value === '') {
    throw new Error(`Set ${name}_FILE to a file that holds the database's URL (or ${name} to the URL itself).`);
  }
  return value;
}

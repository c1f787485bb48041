import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run audit:verify -- <export.ndjson> [--key <file or public key>] [--checkpoints <file>]

  --key          the public key (clawberth.audit+…), or a file that holds it, one key a line.
                 Take it from a place that whoever could change the log cannot change.
                 Left out: the key of the instance on this machine.
  --checkpoints  a file of checkpoints kept elsewhere; finds out an export that was cut off at an older one.

Ends with 0: whole and proved. 1: changed, incomplete, or not an export. 2: filtered, or it could not be checked.
`;

export type Arguments = { readonly file: string; readonly key: string | null; readonly checkpoints: string | null };

/** The command's arguments; null if they are not as in USAGE. */
export function parseArguments(words: readonly string[]): Arguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { key: { type: 'string' }, checkpoints: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    return { file, key: values.key ?? null, checkpoints: values.checkpoints ?? null };
  } catch {
    return null;
  }
}

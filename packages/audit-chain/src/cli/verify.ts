// npm run audit:verify -- export.ndjson: is this export of an audit log whole and unchanged?
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { describeReport } from '../verify/describe-report.ts';
import { verifyExport } from '../verify/verify-export.ts';
import { defaultKeyFile } from './env.ts';
import { parseArguments, USAGE } from './parse-arguments.ts';
import { readNotes } from './read-notes.ts';

process.exitCode = await main();

async function main(): Promise<0 | 1 | 2> {
  const given = parseArguments(process.argv.slice(2));
  if (given === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const publicKey = await readKey(given.key);
    const checkpoints = given.checkpoints === null ? [] : readNotes(await readFile(given.checkpoints, 'utf8'));
    const source = createReadStream(given.file, { highWaterMark: 1 << 20 });
    const report = await verifyExport(source, publicKey, { threads: Math.min(2, availableParallelism()), checkpoints });
    process.stdout.write(describeReport(report));
    return report.exitCode;
  } catch (error) {
    process.stderr.write(`It could not be checked: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

/** The public key itself, or the text of the file that holds it. */
async function readKey(given: string | null): Promise<string> {
  if (given !== null && /^[^\s/]+\+[0-9a-f]{8}\+/.test(given)) return given;
  const file = given ?? defaultKeyFile();
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Error(`there is no public key at ${file}. Give it with --key: the key itself, or a file that holds it.`);
  }
}

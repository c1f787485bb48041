// npm run vault -- status|rotate-master|cancel-master|rotate-data|verify|destroy: the life of the keys that seal every stored
// secret. --help says all; docs/operations.md, "Keys", says when.
import { VaultError } from '@clawberth/vault';
import { UnsafeDatabaseError } from '@clawberth/db';
import { z } from 'zod';
import { masterKeyOptions, processFields } from '../src/env-fields.ts';
import { ClawberthError } from '../src/errors.ts';
import { openKeyServices, PATIENCE } from '../src/keys/index.ts';
import { readEnv } from '../src/read-env.ts';
import { readArguments } from './vault/read-arguments.ts';
import { runCommand } from './vault/run-command.ts';
import { showProgress } from './vault/show-progress.ts';

const fields = z.object({
  DATABASE_URL: processFields.DATABASE_URL,
  MASTER_SECRET_FILE: processFields.MASTER_SECRET_FILE,
  MASTER_SECRET: processFields.MASTER_SECRET,
  MASTER_KMS_KEY: processFields.MASTER_KMS_KEY,
  GCP_KMS_API_ROOT: processFields.GCP_KMS_API_ROOT,
});
const given = readArguments(process.argv.slice(2));
const progress = showProgress(process.stdout);
const asked = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => asked.abort());

try {
  const settings = readEnv(fields, process.env);
  const around = { databaseUrl: settings.DATABASE_URL, ...masterKeyOptions(settings) };
  const services = await openKeyServices(around);
  try {
    const settleMs = given.settleSeconds === null ? PATIENCE.settleMs : given.settleSeconds * 1_000;
    const patience = { processesMs: given.waitSeconds * 1_000, settleMs };
    const request = { services, tell: progress.tell, signal: asked.signal, patience };
    const { text, failed } = await runCommand(request, given, around);
    progress.end();
    process.stdout.write(`${text}\n`);
    process.exitCode = failed ? 1 : 0;
  } finally {
    await services.close();
  }
} catch (error) {
  progress.end();
  process.exitCode = asked.signal.aborted ? 130 : 1;
  const told = error instanceof ClawberthError || error instanceof VaultError || error instanceof UnsafeDatabaseError;
  if (asked.signal.aborted)
    process.stderr.write('Ended. Nothing is lost: run the same again, and it goes on where it was.\n');
  else if (error instanceof Error && error.name === 'AbortError')
    process.stderr.write(
      'The connection to Postgres broke, so the lock is lost. Run the same again, and it goes on where it was.\n',
    );
  else if (told) process.stderr.write(`${error.message}\n`);
  else throw error;
}

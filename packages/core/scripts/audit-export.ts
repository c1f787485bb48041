// npm run audit:export -- <organisation's address> <file>: the whole audit log of an organisation, to be proved with
// npm run audit:verify. Without a file it goes to standard output (npm run -s, or npm's own lines stand before it).
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { exportLogForOperator } from '../src/audit/export/export-log-for-operator.ts';
import { createServices } from '../src/create-services.ts';
import { auditFields, masterKeyOptions, processFields } from '../src/env-fields.ts';
import { ClawberthError } from '../src/errors.ts';
import { createLogger } from '../src/logging/create-logger.ts';
import { readEnv } from '../src/read-env.ts';

const [organisationSlug, file, ...more] = process.argv.slice(2);
if (organisationSlug === undefined || more.length > 0) {
  process.stderr.write("Usage: npm run audit:export -- <organisation's address, as in /o/…> <new file>\n");
  process.exit(2);
}
try {
  const settings = readEnv(z.object({ ...processFields, ...auditFields }), process.env);
  const services = await createServices({
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    ...masterKeyOptions(settings),
    internalKey: randomBytes(32),
    audit: { signingKeyFile: settings.AUDIT_SIGNING_KEY_FILE, checkpointDir: settings.AUDIT_CHECKPOINT_DIR },
    outside: { telegramApiRoot: 'https://invalid.invalid', providerRoots: {} },
    // Standard output is the export's.
    log: createLogger({ process: 'command', level: 'warn' }, process.stderr),
    process: 'command',
  });
  try {
    const { pieces } = await exportLogForOperator(services, { organisationSlug });
    const output = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
    await pipeline(Readable.from(pieces), output);
  } finally {
    await services.close();
  }
} catch (error) {
  if (!(error instanceof ClawberthError)) throw error;
  const what = error.code === 'not_found' ? `There is no organisation at ${organisationSlug}.` : error.message;
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
}

// npm run support -- give|take <e-mail address>: makes an account support staff, or takes that from it.
import { randomUUID } from 'node:crypto';
import { createDatabase } from '@clawberth/db';
import { z } from 'zod';
import { ClawberthError } from '../src/errors.ts';
import { readEnv } from '../src/read-env.ts';
import { setSupportRole } from '../src/support/set-support-role.ts';

const [what, email] = process.argv.slice(2);
if ((what !== 'give' && what !== 'take') || email === undefined) {
  process.stderr.write('Usage: npm run support -- give|take <e-mail address>\n');
  process.exit(2);
}
const { DATABASE_URL: url } = readEnv(z.object({ DATABASE_URL: z.string() }), process.env);
const database = createDatabase({ url, maxConnections: 2 });
try {
  await database.requireSafeRole();
  const nobody = { path: null, ip: null, userAgent: null, session: null };
  const request = { services: { database }, correlationId: randomUUID(), tool: 'command' as const, ...nobody };
  await setSupportRole(request, { email, given: what === 'give' });
  process.stdout.write(
    what === 'give'
      ? `${email} is support staff now, from the next click on: /support. A second factor is needed there.\n`
      : `${email} is no support staff any more, from this moment on.\n`,
  );
} catch (error) {
  if (!(error instanceof ClawberthError)) throw error;
  process.stderr.write(
    `${error.code === 'not_found' ? `There is no account with the address ${email}.` : error.message}\n`,
  );
  process.exitCode = 1;
} finally {
  await database.close();
}

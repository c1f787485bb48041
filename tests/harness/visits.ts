import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase } from '@clawberth/db';
import { organisationsOf } from './rows.ts';
import { REPO } from './stack.ts';
import { secretFile, secretOf } from './secret-of.ts';

/** `npm run support -- give <email>`, for the instance of these tests; gives what it prints. */
export async function giveSupport(email: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/support.ts', 'give', email], {
    cwd: join(REPO, 'packages/core'),
    env: { ...process.env, DATABASE_URL_FILE: secretFile('database-url') },
  });
  return stdout;
}

/** Brings the end of every visit that is open near, as if most of its hour had passed. Throws when there is none. */
export async function endVisitsIn(milliseconds: number): Promise<void> {
  const database = createDatabase({ url: await secretOf('database-url'), maxConnections: 1 });
  try {
    let changed = 0;
    for (const organisationId of await organisationsOf(database)) {
      const where = { organisationId, endedAt: null, expiresAt: { gt: new Date() } };
      changed += await database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
        const expiresAt = new Date(Date.now() + milliseconds);
        const { count } = await tx.supportVisit.updateMany({ where, data: { expiresAt } });
        // Postgres takes no change without an event, not this one either.
        if (count > 0) await tx.auditEvent.createMany({ data: [pastTheVerbs(organisationId)] });
        return count;
      });
    }
    if (changed === 0) throw new Error('No visit is open.');
  } finally {
    await database.close();
  }
}

const pastTheVerbs = (organisationId: string) =>
  ({
    organisationId,
    event: 'support.visited',
    result: 'done',
    tool: 'command',
    actorType: 'system',
    actorName: 'A test, past the verbs',
    targetType: 'support_visit',
    requestId: randomUUID(),
  }) as const;

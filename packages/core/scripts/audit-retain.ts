// npm run audit:retain -- [--days 400]: drops whole months of the audit log that are older. Also run at each start, with
// AUDIT_RETENTION_DAYS.
import { parseArgs } from 'node:util';
import { LEAST_RETENTION_DAYS } from '@clawberth/audit-chain';
import { z } from 'zod';
import { retainAuditLog } from '../src/audit/retention/retain-audit-log.ts';
import { ClawberthError } from '../src/errors.ts';
import { readEnv } from '../src/read-env.ts';

const DEFAULT_DAYS = 400;

try {
  const { values } = parseArgs({ options: { days: { type: 'string' } } });
  const settings = readEnv(
    z.object({
      DATABASE_OWNER_URL: z.string().min(1),
      AUDIT_CHECKPOINT_DIR: z.string().min(1),
      AUDIT_RETENTION_DAYS: z.coerce.number().default(DEFAULT_DAYS),
    }),
    process.env,
  );
  const days = values.days === undefined ? settings.AUDIT_RETENTION_DAYS : Number(values.days);
  const { dropped, kept } = await retainAuditLog({
    ownerUrl: settings.DATABASE_OWNER_URL,
    checkpointDir: settings.AUDIT_CHECKPOINT_DIR,
    days,
  });
  const said = [
    dropped.length === 0
      ? `Nothing of the audit log is older than ${days} days and may go.`
      : `Dropped ${dropped.join(', ')}.`,
    ...(kept === null ? [] : [`${kept.part} stays: ${kept.reason} (organisation ${kept.organisationId}).`]),
  ];
  process.stdout.write(`${said.join('\n')}\n`);
} catch (error) {
  const told = error instanceof ClawberthError || (error instanceof TypeError && 'code' in error);
  if (!told) throw error;
  process.stderr.write(
    `${(error as Error).message}\nUsage: npm run audit:retain -- [--days <${LEAST_RETENTION_DAYS} or more, ${DEFAULT_DAYS} if left out>]\n`,
  );
  process.exitCode = 2;
}

// @ts-check
// node infra/local/testing/reset-instance.mjs <instance>: forgets every bot and person of an instance for tests.
// A run that was killed leaves bots that the next worker would start again.
import { mkdir, rm } from 'node:fs/promises';
import { removeSandboxes } from '../control-plane/stop-sandboxes.mjs';
import { ensureInstance } from '../ensure-instance.mjs';
import { ensureDatabase } from '../instance/ensure-database.mjs';
import { Problem } from '../lib/problem.mjs';
import { report } from '../lib/report.mjs';
import { runOrFail } from '../lib/run-command.mjs';

try {
  const name = process.argv[2] ?? '';
  if (name === '' || name === 'default') throw new Problem('This throws data away.', 'Name an instance for tests.');
  const { instance, stop } = await ensureInstance(name);
  const connection = ['-h', instance.run, '-p', String(instance.ports.postgres), '-d', 'postgres'];
  await runOrFail('runuser', ['-u', 'postgres', '--', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...connection], {
    input: 'set client_min_messages = warning; drop database if exists clawberth with (force);',
    cwd: '/',
    what: 'Emptying the database',
  });
  // The next database begins its logs anew; the worker would say that they were tampered with.
  await rm(instance.checkpoints, { recursive: true, force: true });
  await mkdir(instance.checkpoints);
  await ensureDatabase(instance);
  await removeSandboxes(name);
  await stop();
  process.exit(0);
} catch (error) {
  process.exit(report(error));
}

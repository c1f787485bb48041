import { readFile } from 'node:fs/promises';
import { createDatabase } from '@clawberth/db';
import { INSTANCE } from './stack.ts';

/** How many rows of these bots could still open or start something. */
export async function rowsOf(botIds: string[]) {
  const home = process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`;
  const url = (await readFile(`${home}/secrets/database-url`, 'utf8')).trim();
  const database = createDatabase({ url, maxConnections: 1 });
  const where = { botId: { in: botIds } };
  const { read } = database;
  const [tokens, secrets, configVersions, sandboxes] = await Promise.all([
    read.sandboxToken.count({ where }),
    read.botSecret.count({ where }),
    read.configVersion.count({ where }),
    read.sandbox.count({ where }),
  ]);
  await database.close();
  return { tokens, secrets, configVersions, sandboxes };
}

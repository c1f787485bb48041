import { readFile } from 'node:fs/promises';
import { createDatabase, type Database } from '@clawberth/db';
import { INSTANCE } from './instance.ts';

/** How many rows of these bots could still open or start something. Throws when a bot's own row is not found. */
export async function rowsOf(botIds: string[]) {
  const home = process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`;
  const url = (await readFile(`${home}/secrets/database-url`, 'utf8')).trim();
  const database = createDatabase({ url, maxConnections: 1 });
  try {
    const sums = { bots: 0, tokens: 0, secrets: 0, configVersions: 0, sandboxes: 0 };
    for (const organisationId of await organisationsOf(database)) {
      const read = database.reader({ organisationId, actor: 'system' });
      const where = { botId: { in: botIds } };
      sums.bots += await read.bot.count({ where: { id: { in: botIds } } });
      sums.tokens += await read.sandboxToken.count({ where });
      sums.secrets += await read.botSecret.count({ where });
      sums.configVersions += await read.configVersion.count({ where });
      sums.sandboxes += await read.sandbox.count({ where });
    }
    const { bots, ...rows } = sums;
    // Row-level security shows nothing to who asks wrongly: without the bots themselves, zeros would say nothing.
    if (bots !== botIds.length) throw new Error(`Saw ${bots} of ${botIds.length} bots.`);
    return rows;
  } finally {
    await database.close();
  }
}

/** The ids of all organisations, the platform’s too. */
export async function organisationsOf(database: Database): Promise<string[]> {
  const rows = await database.lookup.$queryRaw<{ organisationId: string }[]>`
    select "organisationId"::text from lookup_audit_chains()`;
  return rows.map((row) => row.organisationId);
}

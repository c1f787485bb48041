import type { Services } from '../services.ts';

/**
 * Ids of the bots whose two sides differ, or that have something pending, whether or not somebody is at work
 * on them: a lease may be a dead worker's. A failed bot is among them once its next try is due, or its owner
 * has changed something.
 */
export async function findDrift({ database }: Services): Promise<string[]> {
  const rows = await database.lookup.$queryRaw<{ botId: string }[]>`select * from lookup_drift()`;
  return rows.map((row) => row.botId);
}

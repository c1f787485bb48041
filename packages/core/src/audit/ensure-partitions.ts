import type { Services } from '../services.ts';

/** Makes the log's partitions of this month and the next ones, where they are missing. Safe to repeat. */
export async function ensurePartitions({ database }: Pick<Services, 'database'>): Promise<void> {
  await database.lookup.$queryRaw`select ensure_audit_partitions()::text`;
}

import { connectTo } from '@clawberth/db/testing';
import type { TestServices } from './create-test-services.ts';

/**
 * One statement as clawberth_keeper, behind the app's back: for what only its functions write, such as a bot's lease.
 * The database's triggers hold for it too.
 */
export async function meddleBehind(
  { ownerUrl }: Pick<TestServices, 'ownerUrl'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const owner = await connectTo(ownerUrl);
  try {
    await owner.query('set role clawberth_keeper');
    await owner.query(sql, values);
  } finally {
    await owner.close();
  }
}

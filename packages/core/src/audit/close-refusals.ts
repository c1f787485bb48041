import type { Services } from '../services.ts';
import { recordClosedRefusal, type ClosedMinute } from '../record-closed-refusal.ts';

const BATCH = 500;

/** Tells, for each actor and minute that is over, how many refusals followed the first. The number of events written. */
export async function closeRefusals(services: Services): Promise<number> {
  let told = 0;
  for (;;) {
    const closed = await services.database.lookup.$queryRaw<ClosedMinute[]>`select * from lookup_closed_refusals()`;
    for (const minute of closed) if (await recordClosedRefusal(services, minute)) told += 1;
    if (closed.length < BATCH) return told;
  }
}

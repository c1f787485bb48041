import { readAsSystem } from '../scope-of.ts';
import { addDataKey } from './add-data-key.ts';
import { emptyDataKeys } from './empty-data-keys.ts';
import { dataKeysByOrganisation, type DataKeyInfo } from './list-data-keys.ts';
import type { KeyRequest } from './key-request.ts';
import { resealOrganisation } from './reseal-organisation.ts';
import { rowsUnderKeys } from './rows-under-keys.ts';
import { settle } from './settle.ts';
import type { Unopened } from './unopened.ts';
import { waitForProcesses } from './wait-for-processes.ts';
import { wantsNewKey } from './wants-new-key.ts';

export type DataRotation = {
  /** Organisations that got a new data key in this run. */
  added: number;
  /** Values sealed anew in this run. */
  moved: number;
  emptied: number;
  /** Values that do not open, so that their key stays. */
  unopened: Unopened[];
  finishedEarlier: boolean;
};

const AT_ONCE = 4;

type Keys = readonly DataKeyInfo[];

const ADVICE =
  'They may still seal under the earlier keys. End them, or see why they do not report (Postgres away?); then run ' +
  'rotate-data again. Nothing is lost: what they seal stays readable.';

/**
 * Replaces data keys while the service runs, of one organisation or of all whose key is older than that: new keys first, then,
 * once no process uses the earlier ones, every value sealed anew. What an earlier run left is finished, without further keys:
 * so it may be ended at any point and run again. Hold the key lock. Throws `conflict` when a process does not follow in time.
 */
export async function rotateData(
  request: KeyRequest,
  { organisationId = null, olderThanDays = 0 }: { organisationId?: string | null; olderThanDays?: number },
): Promise<DataRotation> {
  const { services, signal, tell } = request;
  const before = [...(await dataKeysByOrganisation(request, organisationId)).values()];
  const wanting = wantsNewKey(before, { olderThanDays, now: new Date() });
  let added = 0;
  for (const keys of wanting) {
    signal.throwIfAborted();
    if (await addDataKey(request, keys)) added += 1;
    await tell({ at: 'keys_added', done: added, total: wanting.length });
  }
  services.vault.clearCache();
  const open = [...(await dataKeysByOrganisation(request, organisationId)).values()].filter(isMoving);
  const finishedEarlier = before.some(isMoving);
  if (open.length === 0) return { added, moved: 0, emptied: 0, unopened: [], finishedEarlier };
  await waitUntilCleared(request);
  const clearedAt = performance.now();
  const total = await rowsToMove(request, open);
  const first = await resealAll(request, open, { done: 0, total });
  // A value that was sealed before its process cleared its keys may still be on its way to the database.
  await settle(request, clearedAt);
  const last = await resealAll(request, open, { done: first.moved, total });
  const emptied = await emptyDataKeys(request, open);
  return { added, moved: first.moved + last.moved, emptied, unopened: last.unopened, finishedEarlier };
}

/** Whether values are, or may be, under an earlier key of the organisation. */
function isMoving(keys: Keys): boolean {
  return keys.some(({ status, emptiedAt }) => status === 'retired' && emptiedAt === null);
}

async function waitUntilCleared(request: KeyRequest): Promise<void> {
  const [row] = await request.services.database.lookup.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  const since = row?.now ?? new Date();
  await waitForProcesses(request, (report) => report.clearedAt > since, ADVICE);
}

async function rowsToMove({ services }: KeyRequest, organisations: readonly Keys[]): Promise<number> {
  let total = 0;
  for (const keys of organisations) {
    const { organisationId = '' } = keys[0] ?? {};
    const target = keys.find(({ status }) => status === 'primary')?.version;
    for (const { version, named, rows } of await rowsUnderKeys(readAsSystem(services, organisationId), organisationId))
      if (version !== target || named !== target) total += rows;
  }
  return total;
}

async function resealAll(
  request: KeyRequest,
  organisations: readonly Keys[],
  { done, total }: { done: number; total: number },
) {
  const unopened: Unopened[] = [];
  let moved = 0;
  const left = organisations.values();
  // Each takes the next organisation: the time goes to waiting for Postgres.
  const work = async (): Promise<void> => {
    for (const keys of left) {
      for await (const batch of resealOrganisation(request, keys)) {
        moved += batch.moved;
        unopened.push(...batch.unopened);
        await request.tell({ at: 'values_moved', done: done + moved, total: Math.max(total, done + moved) });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { moved, unopened };
}

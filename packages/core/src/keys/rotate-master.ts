import type { MasterKeySource } from '@clawberth/vault';
import { ClawberthError } from '../errors.ts';
import { readAccounts } from '../scope-of.ts';
import { emptyMasterKeys } from './empty-master-keys.ts';
import { addPendingKey } from './add-pending-key.ts';
import type { KeyRequest } from './key-request.ts';
import { RESUMED_WITHIN_MS } from './resumed-within.ts';
import { rewrapDataKeys } from './rewrap-data-keys.ts';
import { settle } from './settle.ts';
import { switchMasterKey } from './switch-master-key.ts';
import type { Unopened } from './unopened.ts';
import { waitForProcesses } from './wait-for-processes.ts';

export type MasterRotation = {
  /** The version in use now. */
  masterKey: number;
  /** Data keys that this run wrapped anew. */
  moved: number;
  emptied: number[];
  /** Data keys that do not open, so that the earlier master key stays. */
  unopened: Unopened[];
  /** Whether this run finished what an earlier one had left, without making a key. */
  finishedEarlier: boolean;
};

/**
 * Replaces the master key while the service runs: a new version, known to every living process before it is used, then all
 * data keys wrapped anew under it. What an earlier run left unfinished is finished first, and then no further version is made:
 * so it may be ended at any point and run again. Hold the key lock. Throws `conflict` when a process does not get the
 * new key in time, or another source was asked for than the pending version has; `VaultError` when a key cannot be had.
 */
export async function rotateMaster(request: KeyRequest, source: MasterKeySource): Promise<MasterRotation> {
  const { services } = request;
  const keys = await readAccounts(services).masterKey.findMany({ orderBy: { version: 'asc' } });
  const pending = keys.find(({ status }) => status === 'pending') ?? null;
  const primary = keys.find(({ status }) => status === 'primary');
  const recent = primary !== undefined && primary.createdAt.getTime() > Date.now() - RESUMED_WITHIN_MS;
  const unfinished = recent && keys.some(({ status, emptiedAt }) => status === 'retired' && emptiedAt === null);
  if (pending !== null) requireSameSource(pending, source);
  if (pending !== null || !unfinished) {
    const version = pending?.version ?? (await addPendingKey(request, source));
    await waitForKey(request, version);
    await switchMasterKey(request, version);
  }
  const switchedAt = performance.now();
  await services.masterKeys.refresh();
  const first = await rewrapDataKeys(request);
  // Somebody who signed up just now may still store a data key that was wrapped before the switch.
  await settle(request, switchedAt);
  const { moved, unopened } = await rewrapDataKeys(request);
  const emptied = await emptyMasterKeys(request);
  const { version: masterKey } = await readAccounts(services).masterKey.findFirstOrThrow({
    where: { status: 'primary' },
  });
  const finishedEarlier = pending === null && unfinished;
  return { masterKey, moved: first.moved + moved, emptied, unopened, finishedEarlier };
}

async function waitForKey(request: KeyRequest, version: number): Promise<void> {
  const { masterKeys } = request.services;
  if (!(await masterKeys.refresh()).includes(version)) {
    const reason = masterKeys.unopened().find((each) => each.version === version)?.reason;
    throw reason ?? new ClawberthError('conflict', `Master key ${version} was withdrawn meanwhile.`);
  }
  const advice =
    `They cannot open master key ${version} yet, so it is not used yet, and nothing is lost. Give them its secret ` +
    '(the same file, readable for them) or access to its key at Google, or end them; then run rotate-master again. ' +
    'To give it up: npm run vault -- cancel-master.';
  await waitForProcesses(request, (report) => report.masterKeys.includes(version), advice);
}

function requireSameSource(
  pending: { version: number; provider: string; keyName: string | null },
  source: MasterKeySource,
) {
  const keyName = source.provider === 'gcp-kms' ? source.keyName : null;
  if (pending.provider === source.provider && pending.keyName === keyName) return;
  throw new ClawberthError(
    'conflict',
    `Master key ${pending.version} was begun with ${pending.keyName ?? 'a secret file'}. Run rotate-master with that again, ` +
      'or give it up first: npm run vault -- cancel-master.',
  );
}

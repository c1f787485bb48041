import { sandbox, type Services } from '@clawberth/core';
import { HEARTBEAT_MS, LEASE_SECONDS } from './tunables.ts';

export type LeaseKeeper = {
  /** Aborted when the lease is no longer ours. */
  readonly lost: AbortSignal;
  /** Asks Postgres before a step; throws `LeaseLostError` when another worker has the bot. */
  assertHeld(): Promise<void>;
  /** Ends the heartbeat and gives the bot back. */
  release(): Promise<void>;
};

/** Keeps a lease by a heartbeat. A heartbeat that Postgres does not answer is tried again with the next. */
export function keepLease(services: Services, lease: sandbox.Lease): LeaseKeeper {
  const lost = new AbortController();
  const renew = async (): Promise<void> => {
    if (!(await sandbox.renewLease(services, lease, LEASE_SECONDS)))
      lost.abort(new sandbox.LeaseLostError(lease.botId));
  };
  const timer = setInterval(() => void renew().catch(() => undefined), HEARTBEAT_MS);
  return {
    lost: lost.signal,
    async assertHeld() {
      if (!lost.signal.aborted) await renew();
      lost.signal.throwIfAborted();
    },
    async release() {
      clearInterval(timer);
      if (!lost.signal.aborted) await sandbox.releaseLease(services, lease);
    },
  };
}

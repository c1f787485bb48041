import { setTimeout as sleep } from 'node:timers/promises';
import { audit, type Logger, type Services } from '@clawberth/core';
import { CHECKPOINTS_EVERY_MS, PARTITIONS_EVERY_MS, REFUSALS_EVERY_MS, SHUTDOWN_MS } from './tunables.ts';
import { repeatRounds } from './repeat-rounds.ts';

export type AuditRounds = {
  /** For the health page: when checkpoints were last looked after, and whose log does not agree with its checkpoint. */
  state(): { checkpointsAt: string | null; disagreeing: readonly string[] };
  /** Begins no more rounds; resolves when the running ones have ended, within 20 s. */
  close(): Promise<void>;
};

export type Paces = { refusalsMs: number; checkpointsMs: number; partitionsMs: number };

const PACES: Paces = {
  refusalsMs: REFUSALS_EVERY_MS,
  checkpointsMs: CHECKPOINTS_EVERY_MS,
  partitionsMs: PARTITIONS_EVERY_MS,
};

/**
 * Looks after the audit log: sums up refusals, signs checkpoints, makes the partitions of months to come; each at once and
 * then at its pace, one round at a time. A round that fails is told in the log; the next one tries again.
 */
export function startAuditRounds({
  services,
  log,
  paces = PACES,
}: {
  services: Services;
  log: Logger;
  paces?: Paces;
}): AuditRounds {
  const ended = new AbortController();
  let checkpointsAt: string | null = null;
  let disagreeing: readonly string[] = [];

  const repeat = (what: string, everyMs: number, run: () => Promise<void>): Promise<void> =>
    repeatRounds({ what, everyMs, run, log }, ended.signal);

  const rounds = Promise.all([
    repeat('making partitions of the audit log', paces.partitionsMs, () => audit.ensurePartitions(services)),
    repeat('summing up refusals', paces.refusalsMs, async () => void (await audit.closeRefusals(services))),
    repeat('signing checkpoints of the audit log', paces.checkpointsMs, async () => {
      const signed = await audit.signDueCheckpoints(services);
      if (signed.signed > 0) log.info({ logs: signed.signed }, 'checkpoints of audit logs were signed');
      ({ disagreeing } = signed);
      checkpointsAt = new Date().toISOString();
    }),
  ]);

  return {
    state: () => ({ checkpointsAt, disagreeing }),
    async close() {
      ended.abort();
      await Promise.race([rounds, sleep(SHUTDOWN_MS, undefined, { ref: false })]);
    },
  };
}

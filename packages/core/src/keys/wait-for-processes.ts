import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessReport } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';
import type { KeyRequest } from './key-request.ts';
import { listProcesses, processName } from './list-processes.ts';
import { tellProcesses } from './tell-processes.ts';

const LOOK_MS = 250;
const REMIND_MS = 2_000;

/**
 * Waits until every living process of ours is ready, reminding them by `vault_changed`. A process that has been silent for 30
 * seconds is not waited for. Throws `conflict`, with which process it misses and `advice`, when that takes too long.
 */
export async function waitForProcesses(
  request: KeyRequest,
  isReady: (report: ProcessReport) => boolean,
  advice: string,
): Promise<void> {
  const { patience, signal, tell } = request;
  const until = performance.now() + patience.processesMs;
  let remindAt = performance.now();
  let told = '';
  for (;;) {
    signal.throwIfAborted();
    const missing = (await listProcesses(request)).filter((report) => !isReady(report)).map(processName);
    if (told !== missing.join()) await tell({ at: 'waiting', missing });
    told = missing.join();
    if (missing.length === 0) return;
    if (performance.now() > until) {
      const who = missing.map((name) => `- ${name}`).join('\n');
      throw new ClawberthError('conflict', `Not ready after ${patience.processesMs / 1_000} s:\n${who}\n${advice}`);
    }
    if (performance.now() >= remindAt) {
      await tellProcesses(request);
      remindAt = performance.now() + REMIND_MS;
    }
    await sleep(LOOK_MS);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { sandbox } from '@clawberth/core';
import { AgentError } from '@clawberth/openclaw';
import { RuntimeError } from '@clawberth/runtime';
import { decideNextStep } from './decide-next-step.ts';
import { keepLease, type LeaseKeeper } from './lease-keeper.ts';
import { look } from './look.ts';
import { createPass, type Pass } from './pass.ts';
import type { Situation } from './situation.ts';
import { recordFailed } from './steps/record-failed.ts';
import { takeStep, type Act } from './take-step.ts';
import { AGENT_BOOT_MS, AGENT_BOOT_POLL_MS, LEASE_SECONDS } from './tunables.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Where the observer finds the agent, and the revision up to which it has been seen. */
export type Watch = { address: string; token: string; revision: number };

export type Outcome =
  /** Both sides agree, or a person has to act. */
  | { kind: 'settled'; watch: Watch | null }
  /** Look again then, or when the observer sees something. */
  | { kind: 'waiting'; until: Date; watch: Watch | null }
  /** Another worker has the bot. */
  | { kind: 'busy' }
  | { kind: 'gone' };

/** More steps than any way through has; beyond it something goes in circles. */
const MOST_STEPS = 100;

/**
 * One pass over a bot: takes its lease, then repeats look, decide and one idempotent step until both sides
 * agree or something has to be waited for. Waiting holds no lease. Throws when Postgres is away.
 */
export async function reconcileBot(parts: WorkerParts, botId: string, shutdown: AbortSignal): Promise<Outcome> {
  const lease = await sandbox.claimLease(parts.services, { botId, owner: parts.owner, seconds: LEASE_SECONDS });
  if (lease === null)
    return (await sandbox.loadDesired(parts.services, botId)) === null ? { kind: 'gone' } : { kind: 'busy' };
  const keeper = keepLease(parts.services, lease);
  const pass = createPass(parts, lease, AbortSignal.any([shutdown, keeper.lost]));
  try {
    return await run(pass, keeper);
  } catch (error) {
    if (error instanceof sandbox.LeaseLostError) return { kind: 'busy' };
    if (pass.signal.aborted)
      return keeper.lost.aborted ? { kind: 'busy' } : { kind: 'waiting', until: new Date(), watch: null };
    throw error;
  } finally {
    await keeper.release();
  }
}

async function run(pass: Pass, keeper: LeaseKeeper): Promise<Outcome> {
  const bootedBy = Date.now() + AGENT_BOOT_MS;
  let steps = 0;
  while (steps < MOST_STEPS) {
    pass.signal.throwIfAborted();
    const situation = await look(pass);
    if (situation === null) return { kind: 'gone' };
    const step = decideNextStep(situation);
    pass.parts.log.debug({ botId: pass.lease.botId, step }, 'decided');
    if (step.do === 'done') return { kind: 'settled', watch: await watchFor(pass, situation) };
    if (step.do === 'wait') {
      if (step.for !== 'agent' || Date.now() > bootedBy) {
        return { kind: 'waiting', until: step.until, watch: await watchFor(pass, situation) };
      }
      await sleep(AGENT_BOOT_POLL_MS, undefined, { signal: pass.signal });
      continue;
    }
    await keeper.assertHeld();
    steps += 1;
    if (!(await tryStep(pass, situation, step)))
      return { kind: 'waiting', until: new Date(Date.now() + 1_000), watch: null };
    if (step.do === 'finish_delete') return { kind: 'gone' };
  }
  throw new Error(`no end after ${MOST_STEPS} steps`);
}

/** False: the step could not be taken now and is to be tried again soon. A failure of the attempt is recorded. */
async function tryStep(pass: Pass, situation: Situation, step: Act): Promise<boolean> {
  const { log } = pass.parts;
  const { bot } = situation;
  try {
    await takeStep(pass, situation, step);
    return true;
  } catch (error) {
    if (error instanceof sandbox.LeaseLostError || pass.signal.aborted) throw error;
    log.warn({ botId: bot.botId, step: step.do, err: error }, 'a step was not taken');
    // Stopping and deleting have no attempt that could fail: they are tried until they are done.
    if (bot.desiredState !== 'running') return false;
    if (error instanceof AgentError && (error.retryable || error.refusal === 'stopping')) return false;
    if (error instanceof RuntimeError) {
      if (error.code === 'older_generation_running') return false;
      await recordFailed(pass, situation, error, null);
      return true;
    }
    await recordFailed(
      pass,
      situation,
      { code: 'internal', message: `The step ${step.do} failed.`, retryable: true },
      null,
    );
    return true;
  }
}

async function watchFor(pass: Pass, { bot, agent, sandboxes }: Situation): Promise<Watch | null> {
  if (agent === null || bot.desiredState !== 'running') return null;
  const address = sandboxes?.find((one) => one.generation === bot.generation)?.address ?? bot.sandbox?.address ?? null;
  return address === null ? null : { address, token: (await pass.tokens(bot)).agentToken, revision: agent.revision };
}

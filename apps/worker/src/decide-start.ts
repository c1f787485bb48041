import type { sandbox } from '@clawberth/core';
import type { SandboxFacts } from '@clawberth/runtime';
import { isDone, isThisAttempt, secondsSince } from './attempt.ts';
import { decideRun } from './decide-run.ts';
import { takeDown, waitForRuntime } from './take-down.ts';
import type { NextStep } from './next-step.ts';
import type { NotReady, Situation } from './situation.ts';
import { AGENT_SILENCE_SECONDS, START_SECONDS } from './tunables.ts';

/** The bot should run: from nothing to a proved sandbox; `decideRun` takes over once its agent answers. */
export function decideStart(situation: Situation): NextStep {
  const { bot, sandboxes, notReady, agent, now } = situation;
  const failed = bot.observedState === 'failed' && isThisAttempt(bot);

  if (sandboxes === null) {
    // A bot that is known to run may well run on while Docker's daemon is away.
    if (agent !== null || failed) return waitForRuntime(now);
    return fail(notReady ?? { code: 'runtime_unavailable', message: 'Docker does not answer.' });
  }
  if (failed) {
    const [left] = sandboxes;
    if (left !== undefined) return takeDown(left);
    if (bot.retryAt === null) return { do: 'done' };
    if (bot.retryAt > now) return { do: 'wait', for: 'retry', until: bot.retryAt };
    return notReady === null ? begin(situation, true) : waitForRuntime(now);
  }
  const other = sandboxes.find((one) => one.generation !== bot.generation);
  if (other !== undefined) return takeDown(other);

  const mine = sandboxes.find((one) => one.generation === bot.generation);
  if (!isUnderWay(bot)) return notReady === null ? begin(situation, false) : fail(notReady);
  if (mine?.state === 'exited' || mine?.state === 'dead') return { do: 'fail', failure: whyEnded(mine), logTail: null };
  if (bot.observedState === 'running' && mine === undefined) return begin(situation, true);
  if (mine === undefined && notReady !== null) return fail(notReady);
  return build(situation, mine);
}

/** Waiting for a turn is no part of an attempt: its clock starts when it begins. */
function begin({ mayStart, now }: Situation, again: boolean): NextStep {
  return mayStart ? { do: 'begin', again } : { do: 'wait', for: 'turn', until: new Date(now.getTime() + 2_000) };
}

function build(situation: Situation, mine: SandboxFacts | undefined): NextStep {
  const { bot, pass, agent, now } = situation;
  if (!isDone(bot, 'image_ready') && !pass.imageReady) return { do: 'ensure_image' };
  if (pass.network === null) return { do: 'ensure_network' };
  if (mine?.state !== 'running') return pass.volumeReady ? { do: 'ensure_sandbox' } : { do: 'ensure_volume' };
  if (agent === null) return waitForAgent(situation, mine);
  if (!isProved(bot, mine, pass.network.subnet)) return { do: 'prove' };
  return decideRun({ ...situation, agent, now });
}

function waitForAgent({ bot, agentSilentSeconds, now }: Situation, mine: SandboxFacts): NextStep {
  const starting = bot.observedState === 'starting';
  const begun = bot.stages.find((row) => row.stage === 'image_ready')?.startedAt ?? mine.startedAt ?? now;
  const tooLong = starting ? secondsSince(begun, now) > START_SECONDS : agentSilentSeconds > AGENT_SILENCE_SECONDS;
  if (!tooLong) return { do: 'wait', for: 'agent', until: new Date(now.getTime() + 1_000) };
  const code = starting ? 'start_timeout' : 'gateway_exited';
  return {
    do: 'fail',
    failure: { code, message: 'The sandbox runs, but its agent does not answer.', retryable: true },
    logTail: null,
  };
}

function isUnderWay({ observedState, observedGeneration, generation }: sandbox.DesiredBot): boolean {
  return observedGeneration === generation && (observedState === 'starting' || observedState === 'running');
}

/** Whether the row by which the airlock knows the sandbox tells of this start of this container at this place. */
function isProved({ sandbox }: sandbox.DesiredBot, mine: SandboxFacts, subnet: string): boolean {
  return (
    sandbox !== null &&
    sandbox.containerId === mine.containerId &&
    sandbox.address === mine.address &&
    sandbox.subnet === subnet &&
    sandbox.startedAt.getTime() === mine.startedAt?.getTime()
  );
}

function whyEnded({ exitCode, oomKilled }: SandboxFacts): Omit<sandbox.Failure, 'logTail'> {
  if (oomKilled)
    return { code: 'out_of_memory', message: 'The sandbox used more memory than it may.', retryable: true };
  return {
    code: 'gateway_exited',
    message: `The sandbox ended by itself (exit code ${exitCode ?? 'unknown'}).`,
    retryable: true,
  };
}

function fail({ code, message }: NotReady): NextStep {
  return { do: 'fail', failure: { code, message, retryable: true }, logTail: [] };
}

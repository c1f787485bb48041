import { decideStart } from './decide-start.ts';
import type { NextStep } from './next-step.ts';
import type { Situation } from './situation.ts';
import { takeDown, waitForRuntime } from './take-down.ts';

/**
 * The next step towards what the owner wants. Pure: the same situation always gives the same step, and
 * every step either changes the situation or waits, so that repeating it ends in `done`.
 */
export function decideNextStep(situation: Situation): NextStep {
  if (holdNoOldTokens(situation)) return { do: 'end_old_tokens' };
  switch (situation.bot.desiredState) {
    case 'deleted':
      return decideDelete(situation);
    case 'stopped':
      return decideStop(situation);
    case 'running':
      return decideStart(situation);
  }
}

function decideDelete({ sandboxes, pass, now }: Situation): NextStep {
  if (pass.purged) return { do: 'finish_delete' };
  return sandboxes === null ? waitForRuntime(now) : { do: 'purge' };
}

function decideStop({ sandboxes, bot, now }: Situation): NextStep {
  if (sandboxes === null) return waitForRuntime(now);
  const [first] = sandboxes;
  if (first !== undefined) return takeDown(first);
  return bot.observedState === 'stopped' ? { do: 'done' } : { do: 'record_stopped' };
}

/** Whether earlier tokens still work although no sandbox holds them: a renewal while a bot runs raises its generation. */
function holdNoOldTokens({ bot, sandboxes }: Situation): boolean {
  if (!bot.retiringTokens || sandboxes === null || bot.desiredState === 'deleted') return false;
  if (bot.desiredState === 'stopped') return sandboxes.length === 0;
  return sandboxes.every((one) => one.generation === bot.generation);
}

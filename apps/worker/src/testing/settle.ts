import { decideNextStep } from '../decide-next-step.ts';
import type { NextStep } from '../next-step.ts';
import type { Situation } from '../situation.ts';
import { applyStep } from './model.ts';

const MOST_STEPS = 40;

/** Takes steps in the model until there is none to take; the way there and where it ended. */
export function settle(start: Situation): { way: NextStep[]; end: Situation } {
  const way: NextStep[] = [];
  let situation = start;
  while (way.length < MOST_STEPS) {
    const step = decideNextStep(situation);
    way.push(step);
    if (step.do === 'done' || step.do === 'wait') return { way, end: situation };
    situation = applyStep(situation, step);
    if (step.do === 'finish_delete') return { way, end: situation };
  }
  throw new Error(`no end: ${way.map((step) => step.do).join(' → ')}`);
}

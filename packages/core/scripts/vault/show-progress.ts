import { createLogUpdate } from 'log-update';
import type { KeyStep } from '../../src/keys/index.ts';

const WIDTH = 30;
/** Where nobody watches, a line now and then. */
const PLAIN_EVERY_MS = 5_000;

const COUNTED = {
  keys_added: 'Adding data keys',
  keys_moved: 'Wrapping data keys anew',
  values_moved: 'Sealing values anew',
  keys_emptied: 'Noting emptied data keys',
  checked: 'Checking organisations',
  destroyed: 'Destroying data keys',
} as const;

const DONE: Readonly<Record<string, (key: number) => string>> = {
  prepared: (key) => `The secret of master key ${key} is made.`,
  added: (key) => `Master key ${key} is added. Waiting until every process has it.`,
  in_use: (key) => `Master key ${key} is in use.`,
  emptied: (key) => `Nothing needs master key ${key} any more, but backups made before now.`,
  withdrawn: (key) => `Master key ${key} is withdrawn.`,
};

/** Tells of a rotation's steps: a bar on a terminal, plain lines elsewhere. Call `end` before anything else is printed. */
export function showProgress(output: NodeJS.WriteStream): { tell: (step: KeyStep) => void; end: () => void } {
  const draw = output.isTTY ? createLogUpdate(output) : null;
  let drawn = false;
  let said = { at: '', tick: Number.NEGATIVE_INFINITY };

  const end = () => {
    if (drawn) draw?.done();
    drawn = false;
  };
  const line = (text: string) => {
    end();
    output.write(`${text}\n`);
  };
  const count = (at: keyof typeof COUNTED, done: number, total: number) => {
    const text = `${COUNTED[at]}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    if (draw !== null) {
      // The one that is over stays above the next.
      if (said.at !== at) end();
      const full = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
      draw(`${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${text}`);
      drawn = true;
    } else if (said.at !== at || done === total || performance.now() > said.tick + PLAIN_EVERY_MS) {
      output.write(`${text}\n`);
    } else return;
    said = { at, tick: performance.now() };
  };

  return {
    end,
    tell: (step) => {
      if ('total' in step) count(step.at, step.done, step.total);
      else if ('masterKey' in step) line(DONE[step.at]?.(step.masterKey) ?? '');
      else if (step.at === 'settling') line(`Waiting ${step.seconds} s for requests that are under way.`);
      else if (step.missing.length === 0) line('Every process is ready.');
      else line(`Waiting for ${step.missing.join('; ')}.`);
      if (!('total' in step)) said = { ...said, at: step.at };
    },
  };
}

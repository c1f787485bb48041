import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadMessage, LoadOrder, LoadReport } from './messages.ts';

/** A process of the load that is at work. */
export type Load = { phase(name: string): void; end(): Promise<LoadReport> };

/** Starts a process of the load; resolves when its services are open and its requests begin. */
export async function startLoad(order: Extract<LoadOrder, { do: 'start' }>): Promise<Load> {
  const child = fork(new URL('load.ts', import.meta.url), { serialization: 'advanced' });
  const say = (message: LoadOrder) => child.send(message);
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the load ended by itself with ${String(code)}.`);
  });
  died.catch(() => undefined);
  const heard = async (is: LoadMessage['is']): Promise<LoadMessage> => {
    for (;;) {
      const [message] = (await once(child, 'message')) as [LoadMessage];
      if (message.is === is) return message;
    }
  };
  const ready = heard('ready');
  say(order);
  await Promise.race([ready, died]);
  return {
    phase: (name) => void say({ do: 'phase', name }),
    end: async () => {
      const done = heard('done');
      say({ do: 'end' });
      const message = await Promise.race([done, died]);
      if (message.is !== 'done') throw new Error('The load said nothing.');
      return message.report;
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

export type Load = {
  writers: number;
  seconds: number;
  /** Appends a second of all writers together; null: as fast as they can. */ rate: number | null;
};
export type Measured = { /** Latencies in ms. */ times: number[]; perSecond: number };

/** Lets writers append side by side, each one event after the other; with a rate, at moments of their own. */
export async function runWriters(
  { writers, seconds, rate }: Load,
  append: (turn: number) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1_000;
  let turns = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      let due = began + (rate === null ? 0 : Math.random() * ((writers / rate) * 1_000));
      while (performance.now() < end) {
        if (rate !== null) {
          if (due > performance.now()) await sleep(due - performance.now());
          due += -Math.log(1 - Math.random()) * ((writers / rate) * 1_000);
        }
        const start = performance.now();
        await append((turns += 1));
        times.push(performance.now() - start);
      }
    }),
  );
  return { times, perSecond: (times.length * 1_000) / (performance.now() - began) };
}

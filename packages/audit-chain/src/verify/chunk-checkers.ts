import { Worker } from 'node:worker_threads';
import { checkChunk } from './check-chunk.ts';
import type { ChunkJob, ChunkSummary } from './check-chunk.ts';

/** Checks pieces, here or in threads; answers may come in any order. `close` ends the threads. */
export type ChunkCheckers = {
  /** How many pieces may be under way. */
  readonly most: number;
  /** Takes `job.bytes` away: with threads, its memory is handed over. Rejects if the thread dies. */
  check(job: ChunkJob): Promise<ChunkSummary>;
  close(): Promise<void>;
};

type Answer = { readonly resolve: (summary: ChunkSummary) => void; readonly reject: (error: Error) => void };

/** Checks in this thread. */
export function openLocalChecker(): ChunkCheckers {
  return { most: 1, check: (job) => Promise.resolve(checkChunk(job)), close: () => Promise.resolve() };
}

/** Checks in `threads` worker threads, each of which answers in the order of its jobs. */
export function openThreadedCheckers(threads: number): ChunkCheckers {
  const all = Array.from({ length: threads }, () => {
    const waiting: Answer[] = [];
    const worker = new Worker(new URL('./chunk-worker.ts', import.meta.url));
    const fail = (error: Error) => {
      for (const answer of waiting.splice(0)) answer.reject(error);
    };
    worker.on('message', (summary: ChunkSummary) => waiting.shift()?.resolve(summary));
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('A thread that checks the export has ended')));
    return { worker, waiting };
  });
  return {
    most: threads * 2,
    check: (job) =>
      new Promise((resolve, reject) => {
        const [idlest] = all.toSorted((a, b) => a.waiting.length - b.waiting.length);
        if (idlest === undefined) return reject(new RangeError('There must be at least one thread'));
        idlest.waiting.push({ resolve, reject });
        const { buffer, byteOffset, byteLength } = job.bytes;
        idlest.worker.postMessage({ ...job, bytes: { buffer, byteOffset, byteLength } }, [buffer as ArrayBuffer]);
      }),
    close: async () => {
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}

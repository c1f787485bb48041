// The thread's side of openThreadedCheckers: one piece in, one summary out.
import { parentPort } from 'node:worker_threads';
import { checkChunk } from './check-chunk.ts';
import type { ExportFacts } from './check-chunk.ts';

type Message = ExportFacts & {
  readonly bytes: { readonly buffer: ArrayBuffer; readonly byteOffset: number; readonly byteLength: number };
};

parentPort?.on('message', ({ bytes, ...facts }: Message) => {
  const summary = checkChunk({ ...facts, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) });
  parentPort?.postMessage(summary, [summary.hashes.buffer]);
});

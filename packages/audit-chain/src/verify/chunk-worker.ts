// The thread's side of openThreadedCheckers: one piece in, one summary out.
import { parentPort } from 'node:worker_threads';
import { checkChunk } from './check-chunk.ts';

type Message = {
  readonly buffer: ArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly organisation: string;
  readonly whole: boolean;
};

parentPort?.on('message', ({ buffer, byteOffset, byteLength, organisation, whole }: Message) => {
  const summary = checkChunk({ bytes: Buffer.from(buffer, byteOffset, byteLength), organisation, whole });
  parentPort?.postMessage(summary, [summary.hashes.buffer]);
});

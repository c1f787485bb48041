import { expect, test } from 'vitest';
import { readServerEvents } from './read-server-events.ts';

async function read(...chunks: string[]): Promise<string[]> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const events: string[] = [];
  for await (const data of readServerEvents(body)) events.push(data);
  return events;
}

test('an event cut into pieces comes out whole', async () => {
  expect(await read('data: {"a', '":1}\n', '\ndata: {"b":2}\n\n')).toEqual(['{"a":1}', '{"b":2}']);
});

test('comments and retry lines are no events', async () => {
  expect(await read('retry: 1000\n\n: still here\n\ndata: x\n\n')).toEqual(['x']);
});

test('an event without its empty line is not one', async () => {
  expect(await read('data: x\n\ndata: y')).toEqual(['x']);
});

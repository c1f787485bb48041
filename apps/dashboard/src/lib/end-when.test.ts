import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { endWhenRejected } from './end-when.ts';

const bytes = (words: string) => new TextEncoder().encode(words);

/** A source that says one thing and stays open; tells when it was let go. */
function open() {
  const cancelled = vi.fn<() => void>();
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes('first ')),
    cancel: cancelled,
  });
  return { source, cancelled };
}

test('ends with the first refusal, and lets the source go', async () => {
  const { source, cancelled } = open();
  const still = vi
    .fn<() => Promise<void>>(async () => undefined)
    .mockResolvedValueOnce(undefined)
    .mockRejectedValue(new Error('removed'));
  expect(await text(endWhenRejected(source, still, 5))).toBe('first ');
  expect(still).toHaveBeenCalledTimes(2);
  expect(cancelled).toHaveBeenCalledTimes(1);
});

test('a source that ends by itself is passed on whole, and nobody is asked any more', async () => {
  const still = vi.fn<() => Promise<void>>(async () => undefined);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes('all '));
      controller.enqueue(bytes('of it'));
      controller.close();
    },
  });
  vi.useFakeTimers();
  expect(await text(endWhenRejected(source, still, 5))).toBe('all of it');
  await vi.advanceTimersByTimeAsync(1_000);
  vi.useRealTimers();
  expect(still).not.toHaveBeenCalled();
});

test('a reader who goes ends the asking and the source', async () => {
  const { source, cancelled } = open();
  const still = vi.fn<() => Promise<void>>(async () => undefined);
  vi.useFakeTimers();
  const stream = endWhenRejected(source, still, 5);
  await vi.advanceTimersByTimeAsync(12);
  const asked = still.mock.calls.length;
  await stream.cancel();
  await vi.advanceTimersByTimeAsync(1_000);
  vi.useRealTimers();
  expect(asked).toBeGreaterThan(0);
  expect(still).toHaveBeenCalledTimes(asked);
  expect(cancelled).toHaveBeenCalledTimes(1);
});

test('a source that breaks breaks the stream', async () => {
  const source = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('broken')) });
  await expect(text(endWhenRejected(source, async () => undefined, 5))).rejects.toThrow('broken');
});

/** Pace at which a stream that stays open asks whether it still may, in milliseconds. */
const EVERY_MS = 5_000;

/**
 * The same bytes, for as long as `still` resolves; once it rejects the stream ends, and what feeds it is told. It is
 * asked every `everyMs` until the stream has ended by itself or its reader has gone.
 */
export function endWhenRejected(
  body: ReadableStream<Uint8Array>,
  still: () => Promise<unknown>,
  everyMs: number = EVERY_MS,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const finish = (): boolean => {
    clearTimeout(timer);
    const first = !over;
    over = true;
    return first;
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const ask = async () => {
        try {
          await still();
          if (!over) timer = setTimeout(() => void ask(), everyMs);
        } catch {
          if (!finish()) return;
          controller.close();
          await reader.cancel().catch(() => undefined);
        }
      };
      timer = setTimeout(() => void ask(), everyMs);
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done && !over) return controller.enqueue(value);
        if (finish()) controller.close();
      } catch (error) {
        if (finish()) controller.error(error);
      }
    },
    async cancel(reason) {
      finish();
      await reader.cancel(reason);
    },
  });
}

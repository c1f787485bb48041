import 'server-only';
import { logUnknown } from './log-unknown.ts';

/**
 * Text as a response's body, made only as fast as the reader takes it; a reader who goes ends it. An error breaks the
 * body off, so that half a download is never taken for a whole one.
 */
export function textStream(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await iterator.next();
          if (next.done === true) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          logUnknown(error, { where: 'text stream' });
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

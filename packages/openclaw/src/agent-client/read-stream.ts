import { createParser } from 'eventsource-parser';

const MAX_LINE_CHARS = 65_536;

/** The complete lines of a text stream; a line without an end is dropped. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARS) throw new Error('a line of the stream is too long');
    yield* lines.filter((line) => line !== '');
  }
}

/** The data of each server-sent event of a text stream. */
export async function* readServerSentEvents(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) });
  for await (const chunk of chunks) {
    parser.feed(chunk);
    yield* ready.splice(0);
  }
}

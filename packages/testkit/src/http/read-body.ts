import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

/** Reads a whole request body; throws BodyTooLarge above the limit (bytes). */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limitBytes) throw new BodyTooLarge(`The body is larger than ${limitBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

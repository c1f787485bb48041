import type { Dispatcher } from 'undici';
import { scrubText } from '../http/scrub-stream.ts';

/**
 * Reads an answer of the Bot API whole, with the real token removed wherever it stood. Null when it
 * is not what Telegram answers with: not JSON, compressed unasked, a redirect, or above the limit (bytes).
 */
export async function readAnswer(
  answer: Dispatcher.ResponseData,
  realToken: string,
  limitBytes: number,
): Promise<string | null> {
  const type = String(answer.headers['content-type'] ?? '');
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  const redirected = answer.statusCode >= 300 && answer.statusCode < 400;
  if (redirected || encoding !== 'identity' || !type.startsWith('application/json')) {
    await answer.body.dump({ limit: 65_536 });
    return null;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  return scrubText(Buffer.concat(chunks, size).toString('utf8'), realToken);
}

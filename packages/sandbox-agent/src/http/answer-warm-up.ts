import type { IncomingMessage, ServerResponse } from 'node:http';
import { WARMUP_MODEL } from '@clawberth/openclaw/agent-protocol';
import { openStream } from './send.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether this is OpenClaw's warm-up question: that path, and from this sandbox itself. */
export function isWarmUp(request: IncomingMessage): boolean {
  return request.url === '/warmup/v1/chat/completions' && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

/** Answers as an OpenAI-style model that says "Ready." and nothing else; the question is not read. */
export function answerWarmUp(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  openStream(response, 'text/event-stream');
  const chunk = { id: 'warm-up', object: 'chat.completion.chunk', created: 0, model: WARMUP_MODEL.id };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const pieces = [
    { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content: 'Ready.' }, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage },
  ];
  for (const piece of pieces) response.write(`data: ${JSON.stringify(piece)}\n\n`);
  response.end('data: [DONE]\n\n');
}

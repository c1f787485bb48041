import { createServer, IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { answerWarmUp, isWarmUp } from './answer-warm-up.ts';

function asked(url: string, remoteAddress: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { url });
}

test('only that path, and only from inside the sandbox, is answered without a token', () => {
  expect(isWarmUp(asked('/warmup/v1/chat/completions', '127.0.0.1'))).toBe(true);
  expect(isWarmUp(asked('/warmup/v1/chat/completions', '172.20.0.1'))).toBe(false);
  expect(isWarmUp(asked('/v1/status', '127.0.0.1'))).toBe(false);
  expect(isWarmUp(asked('/warmup/v1/chat/completions/../../../v1/status', '127.0.0.1'))).toBe(false);
});

test('the answer is a complete stream', async () => {
  const server = createServer(answerWarmUp);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}/warmup/v1/chat/completions`, { method: 'POST', body: '{}' });
  expect(await response.text()).toMatch(/"content":"Ready\."[\s\S]*\[DONE\]\n\n$/);
  server.close();
});

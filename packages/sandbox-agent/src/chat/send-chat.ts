import { randomUUID } from 'node:crypto';
import type { ChatEvent, ChatRequest } from '@clawberth/openclaw/agent-protocol';
import { redact } from '@clawberth/openclaw/redact';
import { z } from 'zod';
import type { GatewayLink } from '../gateway/gateway-link.ts';
import { TIMINGS } from '../timings.ts';
import { messageText } from './message-text.ts';
import { chatSessionKey } from './session-key.ts';

const startedSchema = z.object({ runId: z.string() });
const eventSchema = z.object({
  runId: z.string(),
  state: z.string(),
  deltaText: z.string().optional(),
  replace: z.boolean().optional(),
  message: z.unknown().optional(),
  errorMessage: z.string().optional(),
});

/**
 * Sends a message into the person's session and hands on the answer as it grows.
 * Resolves after the `final` or `error` event. The run goes on when `signal` aborts:
 * its answer is then in the history.
 */
export async function sendChat(
  link: GatewayLink,
  request: ChatRequest,
  emit: (event: ChatEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const runId = randomUUID();
  const done = Promise.withResolvers<void>();
  const finish = (event: ChatEvent) => {
    emit(event);
    done.resolve();
  };
  const unsubscribe = link.onEvent(({ event, payload }) => {
    const chat = event === 'chat' ? eventSchema.safeParse(payload) : null;
    if (!chat?.success || chat.data.runId !== runId) return;
    const { state, deltaText, replace, message, errorMessage } = chat.data;
    // A replacement is no addition; the final text sets it right.
    if (state === 'delta' && deltaText && !replace) emit({ type: 'delta', text: deltaText });
    if (state === 'final') finish({ type: 'final', text: messageText(message) });
    if (state === 'error' || state === 'aborted') {
      finish({ type: 'error', message: plainError(errorMessage) });
    }
  });
  const timer = setTimeout(
    () => finish({ type: 'error', message: 'The bot took too long to answer.' }),
    TIMINGS.chatTimeoutMs,
  );
  const lost = link.onChange(() => {
    if (!link.connected())
      finish({ type: 'error', message: 'The bot restarted while it was answering. Send it again.' });
  });
  const abort = () => done.resolve();
  signal.addEventListener('abort', abort);
  try {
    // OpenClaw takes the idempotency key as the run's id, so no event can be missed.
    const params = {
      sessionKey: chatSessionKey(request.sessionId),
      message: request.message,
      idempotencyKey: runId,
      suppressCommandInterpretation: true,
    };
    const started = await link.call('chat.send', params, startedSchema, TIMINGS.applyTimeoutMs);
    if (started.runId !== runId) throw new Error('OpenClaw gave the run another id');
    await done.promise;
  } finally {
    clearTimeout(timer);
    unsubscribe();
    lost();
    signal.removeEventListener('abort', abort);
  }
}

/** OpenClaw's own sentence, without its sign and without our name for the model's door. */
function plainError(errorMessage: string | undefined): string {
  if (!errorMessage) return 'The bot stopped before it had answered.';
  return redact(errorMessage).replace(/^\W+/u, '').replaceAll('airlock/', '').slice(0, 2_000);
}

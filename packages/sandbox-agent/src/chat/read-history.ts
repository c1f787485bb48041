import type { ChatHistory } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';
import type { GatewayLink } from '../gateway/gateway-link.ts';
import { messageText } from './message-text.ts';
import { chatSessionKey } from './session-key.ts';

const LIMIT = 200;
const historySchema = z.object({
  messages: z.array(z.object({ role: z.string(), timestamp: z.number().optional() }).loose()),
});

/** The person's conversation, oldest first; empty when there was none. */
export async function readHistory(link: GatewayLink, sessionId: string): Promise<ChatHistory> {
  const params = { sessionKey: chatSessionKey(sessionId), limit: LIMIT };
  const { messages } = await link.call('chat.history', params, historySchema);
  return {
    messages: messages.flatMap((message) => {
      const { role, timestamp } = message;
      if (role !== 'user' && role !== 'assistant') return [];
      const text = messageText(message).trim();
      return text === '' ? [] : [{ role, text, at: timestamp ? new Date(timestamp).toISOString() : null }];
    }),
  };
}

import type { TelegramState } from './telegram-state.ts';
import type { SentMessage } from './telegram-types.ts';

/** Resolves with the first message, past or to come, that the predicate accepts; rejects after timeoutMs and says what was sent. */
export function waitForSent(
  state: TelegramState,
  predicate: (message: SentMessage) => boolean,
  timeoutMs: number,
): Promise<SentMessage> {
  const already = state.sent.find(predicate);
  if (already !== undefined) return Promise.resolve(already);
  return new Promise((resolve, reject) => {
    const look = (message: SentMessage) => {
      if (!predicate(message)) return;
      clearTimeout(timer);
      state.events.off('sent', look);
      resolve(message);
    };
    const timer = setTimeout(() => {
      state.events.off('sent', look);
      const seen = state.sent.map((one) => `${one.chatId}: ${JSON.stringify(one.text)}`).join('; ');
      reject(new Error(`No such message within ${timeoutMs} ms. Sent so far: ${seen || 'nothing'}`));
    }, timeoutMs);
    state.events.on('sent', look);
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { LogBuffer } from '../logs/log-buffer.ts';
import type { StatusStore } from '../status/status-store.ts';
import { TIMINGS } from '../timings.ts';
import type { GatewayLink } from './gateway-link.ts';
import { observeGateway } from './observe-gateway.ts';

const AFTER_LOG_LINE_MS = 150;

/**
 * Asks the gateway every 2 s for its channels and waiting people, because OpenClaw
 * broadcasts no event for either; sooner when its log speaks of a channel.
 * `channelsUp` resolves when every channel is connected for the first time.
 */
export function keepObserving(context: {
  link: GatewayLink;
  logs: LogBuffer;
  store: StatusStore;
  signal: AbortSignal;
}): { channelsUp: Promise<void> } {
  const { link, logs, store, signal } = context;
  const up = Promise.withResolvers<void>();
  let wake = new AbortController();
  const unsubscribe = logs.subscribe(({ text }) => {
    if (/telegram|channel|pairing/i.test(text)) wake.abort();
  });
  signal.addEventListener('abort', () => {
    unsubscribe();
    wake.abort();
  });
  void (async () => {
    while (!signal.aborted) {
      wake = new AbortController();
      if (link.connected()) {
        await observeGateway(link).then(
          (seen) => {
            if (signal.aborted) return;
            store.set(seen);
            if (seen.channels.every(({ connected }) => connected)) up.resolve();
          },
          (error: unknown) => logs.push(`Clawberth: channels could not be read: ${String(error)}`, 'warn'),
        );
      }
      const pauseMs = link.connected() ? TIMINGS.observePollMs : TIMINGS.healthPollMs;
      await sleep(pauseMs, undefined, { signal: wake.signal }).catch(() => sleep(AFTER_LOG_LINE_MS));
    }
  })();
  return { channelsUp: up.promise };
}

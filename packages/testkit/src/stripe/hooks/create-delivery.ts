import { setTimeout as delay } from 'node:timers/promises';
import type { EventRow } from '../billing-rows.ts';
import type { WebhookEndpointRow } from '../stripe-rows.ts';
import type { World } from '../stripe-state.ts';
import { postEvent } from './post-event.ts';
import { createRandom } from './create-random.ts';

export type DeliveryManner = {
  /** Events wait until `release`. */
  withheld?: boolean;
  /** How often each event is sent; each copy is signed for itself. */
  copies?: number;
  /** A seed: the next one to go is drawn from all that wait. Null keeps the order in which they were made. */
  shuffle?: number | null;
  /** How many may be under way at once. */
  parallel?: number;
  /** What is not answered with 2xx is sent again after so many milliseconds, so many times. */
  retryAfterMs?: number;
  retries?: number;
  /** The signature says that it was made so many seconds ago. */
  signedSecondsAgo?: number;
};
export type Delivery = { event: string; type: string; url: string; status: number | null; attempt: number };
type Waiting = { event: EventRow; endpoint: WebhookEndpointRow; attempt: number };

/** Sends events to the webhook endpoints of their world, as the test says: in order, shuffled, several times, late. */
export function createDelivery() {
  const manner = {
    withheld: false,
    copies: 1,
    shuffle: null as number | null,
    parallel: 1,
    retryAfterMs: 1_000,
    retries: 5,
    signedSecondsAgo: 0,
  };
  const waiting: Waiting[] = [];
  const done: Delivery[] = [];
  const stopped = new AbortController();
  let random = createRandom(1);
  const flight = { busy: 0, resting: 0 };

  function put(event: EventRow, endpoints: Iterable<WebhookEndpointRow>): void {
    for (const endpoint of endpoints) {
      if (!endpoint.enabled_events.some((one) => one === '*' || one === event.type)) continue;
      event.pending_webhooks += 1;
      for (let copy = 0; copy < manner.copies; copy += 1) waiting.push({ event, endpoint, attempt: 1 });
    }
    if (!manner.withheld) setImmediate(pump);
  }

  function pump(): void {
    while (!manner.withheld && !stopped.signal.aborted && flight.busy < manner.parallel && waiting.length > 0) {
      const [next] = waiting.splice(manner.shuffle === null ? 0 : Math.floor(random() * waiting.length), 1);
      if (next === undefined) return;
      flight.busy += 1;
      void send(next);
    }
  }

  async function send(one: Waiting): Promise<void> {
    const status = await postEvent(one.event, one.endpoint, manner.signedSecondsAgo, stopped.signal);
    flight.busy -= 1;
    done.push({ event: one.event.id, type: one.event.type, url: one.endpoint.url, status, attempt: one.attempt });
    if (status !== null && status >= 200 && status < 300)
      one.event.pending_webhooks = Math.max(0, one.event.pending_webhooks - 1);
    else if (one.attempt <= manner.retries) void sendLater({ ...one, attempt: one.attempt + 1 });
    pump();
  }

  async function sendLater(one: Waiting): Promise<void> {
    flight.resting += 1;
    await delay(manner.retryAfterMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    flight.resting -= 1;
    waiting.push(one);
    pump();
  }

  return {
    onEvent: (world: World, event: EventRow) => put(event, world.webhookEndpoints.values()),
    resend: (world: World, event: EventRow) => put(event, world.webhookEndpoints.values()),
    /** Sets how events go from now on; what is not named stays. */
    setManner: (changes: DeliveryManner) => {
      Object.assign(manner, changes);
      if (changes.shuffle !== undefined && changes.shuffle !== null) random = createRandom(changes.shuffle);
      pump();
    },
    done: () => done,
    waiting: () => waiting.length,
    /** Resolves when nothing is under way or waits to be tried again; rejects after so many milliseconds. */
    settled: async (timeoutMs: number): Promise<void> => {
      const end = Date.now() + timeoutMs;
      while (flight.busy + flight.resting > 0 || (waiting.length > 0 && !manner.withheld)) {
        if (Date.now() > end)
          throw new Error(
            `${flight.busy + flight.resting + waiting.length} events are not delivered after ${timeoutMs} ms`,
          );
        await delay(5);
      }
    },
    stop: () => stopped.abort(),
  };
}

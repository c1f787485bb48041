import { startLoopbackServer } from '../http/start-loopback-server.ts';
import type { ListenOptions, LoopbackServer } from '../http/start-loopback-server.ts';
import { createStripeControls } from './create-controls.ts';
import type { StripeControls } from './create-controls.ts';
import { handleStripeRequest } from './handle-stripe-request.ts';
import { createDelivery } from './hooks/create-delivery.ts';
import { createStripeClock } from './stripe-clock.ts';
import { createStripeState } from './stripe-state.ts';

/** `startAt`: the clock stands still there (seconds since 1970); without it, it runs with the machine's. */
export type StripeOptions = ListenOptions & { startAt?: number | undefined; accountCountry?: string };
export type StripeStandIn = LoopbackServer & StripeControls;

/**
 * Starts a stand-in for Stripe (API 2026-10-28.endive, v1 calls for subscriptions): the official library reaches it with
 * `new Stripe('sk_test_…', { host: '127.0.0.1', port, protocol: 'http' })`. It checks keys, version, parameters and
 * idempotency keys, keeps test and live apart, counts money as Stripe documents, serves pages for checkout and portal,
 * and sends signed webhooks. No money moves, and what it does not know it refuses.
 */
export async function startStripeStandIn(options: StripeOptions = {}): Promise<StripeStandIn> {
  const { startAt, accountCountry, ...listen } = options;
  const state = createStripeState(createStripeClock(startAt));
  if (accountCountry !== undefined) state.accountCountry = accountCountry;
  const trouble = { status: 500, answersLost: 0, callsFailed: 0 };
  const delivery = createDelivery();
  state.onEvent = delivery.onEvent;
  const controls = createStripeControls(state, trouble, delivery);
  const server = await startLoopbackServer(
    'clawberth-stripe-stand-in',
    (request, response) => handleStripeRequest(state, trouble, request, response),
    () => controls,
    listen,
  );
  state.url = server.url;
  return {
    ...server,
    ...controls,
    close: async () => {
      delivery.stop();
      await server.close();
    },
  };
}

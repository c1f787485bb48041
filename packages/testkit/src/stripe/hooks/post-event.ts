import Stripe from 'stripe';
import type { EventRow } from '../billing-rows.ts';
import type { WebhookEndpointRow } from '../stripe-rows.ts';

/** Sends one event, signed by the library's own test helper. Gives the HTTP status, null when nobody answered. */
export async function postEvent(
  event: EventRow,
  endpoint: WebhookEndpointRow,
  signedSecondsAgo: number,
  stop: AbortSignal,
): Promise<number | null> {
  const payload = JSON.stringify(event, null, 2);
  const timestamp = Math.floor(Date.now() / 1_000) - signedSecondsAgo;
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: endpoint.secret, timestamp });
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (stand-in)',
      },
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(30_000)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

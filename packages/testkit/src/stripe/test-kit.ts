import Stripe from 'stripe';
import { startStripeStandIn } from './start-stripe-stand-in.ts';
import type { StripeOptions, StripeStandIn } from './start-stripe-stand-in.ts';

export const good = '4242 4242 4242 4242';
export const day = 86_400;
/** 1 January 2026, 00:00 UTC. */
export const newYear = Date.UTC(2026, 0, 1) / 1_000;

/** The official library, bound to a stand-in by its own options. */
export function connect(server: StripeStandIn, key = 'sk_test_standin1'): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: server.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** A stand-in whose clock stands at the new year, with a product and two monthly prices in test mode. */
export async function openShop(options: StripeOptions = {}) {
  const server = await startStripeStandIn({ startAt: newYear, ...options });
  const stripe = connect(server);
  const product = await stripe.products.create({ name: 'Clawberth Starter' });
  const monthly = { currency: 'eur', product: product.id, recurring: { interval: 'month' as const } };
  const starter = await stripe.prices.create({ ...monthly, unit_amount: 1_000, lookup_key: 'starter' });
  const pro = await stripe.prices.create({ ...monthly, unit_amount: 3_000, lookup_key: 'pro' });
  return { server, stripe, product, starter, pro };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

type Extra = Partial<Stripe.Checkout.SessionCreateParams>;
/** A Checkout Session for a new customer. */
export async function openCheckout({ stripe, starter }: Shop, extra: Extra = {}, country = 'DE') {
  const customer = await stripe.customers.create({ email: 'owner@example.com', address: { country } });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    client_reference_id: 'org_1',
    line_items: [{ price: starter.id, quantity: 1 }],
    success_url: 'http://127.0.0.1:9/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:9/back',
    ...extra,
  });
  return { customer, session };
}

/** A paid subscription, as the product's customers come to it. */
export async function subscribe(shop: Shop, extra: Extra = {}, form = {}) {
  const { customer, session } = await openCheckout(shop, extra);
  shop.server.payCheckout(session.id, { card: good, ...form });
  const [subscription] = (await shop.stripe.subscriptions.list({ customer: customer.id })).data;
  if (subscription === undefined) throw new Error('There is no subscription');
  return { customer, session, subscription };
}

/** The error that a call ends with; throws when it does not fail. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was not refused');
}

import type { InvoiceRow, PaymentIntentRow, SubscriptionRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { charge, payingMethod } from './charge.ts';
import { emitEvent } from './emit-event.ts';
import { endSubscription } from './end-subscription.ts';
import { schedule } from './run-due.ts';
import { updateSubscription } from './update-subscription.ts';

/** The subscription that an invoice is of. */
export function subscriptionOf(world: World, invoice: InvoiceRow): SubscriptionRow | undefined {
  return world.subscriptions.get(invoice.parent?.subscription_details?.subscription ?? '');
}

/**
 * Tries to take an open invoice's money. Paid: the subscription is active again if this was its latest invoice. Refused:
 * past due, and the next try as the dunning settings say. Gives the payment intent, null where nothing was due.
 */
export function settleInvoice(
  state: StripeState,
  world: World,
  invoice: InvoiceRow,
  method?: string,
  byHand = false,
): PaymentIntentRow | null {
  const subscription = subscriptionOf(world, invoice);
  if (invoice.amount_remaining === 0) {
    markPaid(state, world, invoice);
    return null;
  }
  const used = method ?? payingMethod(world, invoice, subscription);
  const intent = charge(state, world, invoice, used);
  invoice.attempted = true;
  if (!byHand) invoice.attempt_count += 1;
  if (intent.status === 'succeeded') {
    markPaid(state, world, invoice);
    emitEvent(state, world, 'payment_intent.succeeded', intent);
    return intent;
  }
  if (!byHand) planRetry(state, world, invoice);
  emitEvent(state, world, 'payment_intent.payment_failed', intent);
  emitEvent(state, world, 'invoice.payment_failed', invoice);
  setDelinquent(world, invoice, true);
  if (subscription === undefined || subscription.status === 'canceled') return intent;
  if (subscription.status === 'active' || subscription.status === 'trialing')
    updateSubscription(state, world, subscription, { status: 'past_due' });
  if (!byHand && invoice.next_payment_attempt === null) giveUp(state, world, subscription);
  return intent;
}

/** Sets an invoice to paid, of its own money or out of band, and tells of it. */
export function markPaid(state: StripeState, world: World, invoice: InvoiceRow): void {
  invoice.status = 'paid';
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.attempted = true;
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.paid_at = state.clock.now();
  schedule(state, `retry:${invoice.id}`, null, () => undefined);
  emitEvent(state, world, 'invoice.paid', invoice);
  emitEvent(state, world, 'invoice.payment_succeeded', invoice);
  const subscription = subscriptionOf(world, invoice);
  if (subscription?.latest_invoice !== invoice.id) return;
  setDelinquent(world, invoice, false);
  if (subscription.status === 'past_due' || subscription.status === 'unpaid')
    updateSubscription(state, world, subscription, { status: 'active' });
}

function setDelinquent(world: World, invoice: InvoiceRow, delinquent: boolean): void {
  const customer = world.customers.get(invoice.customer ?? '');
  if (customer !== undefined) customer.delinquent = delinquent;
}

function planRetry(state: StripeState, world: World, invoice: InvoiceRow): void {
  const wait = state.dunning.retryAfterSeconds[invoice.attempt_count - 1];
  invoice.next_payment_attempt = wait === undefined ? null : state.clock.now() + wait;
  schedule(state, `retry:${invoice.id}`, invoice.next_payment_attempt, () => void settleInvoice(state, world, invoice));
}

function giveUp(state: StripeState, world: World, subscription: SubscriptionRow): void {
  if (state.dunning.finally === 'canceled') endSubscription(state, world, subscription, 'payment_failed');
  if (state.dunning.finally === 'unpaid') updateSubscription(state, world, subscription, { status: 'unpaid' });
}

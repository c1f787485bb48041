import type { InvoiceRow, PaymentIntentRow, SubscriptionRow } from '../billing-rows.ts';
import { declined } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';

/** Stripe's cards for testing that matter here (docs.stripe.com/testing): how a charge of each ends. */
const declineByCard: Record<string, string> = {
  '4000000000000002': 'generic_decline',
  '4000000000009995': 'insufficient_funds',
  '4000000000009987': 'lost_card',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '4000000000000341': 'generic_decline',
};
/** It can be attached, and fails when it is charged. */
export const attachesThenFails = '4000000000000341';

/** The decline code that a card answers with, or null when it pays. */
export function declineOf(card: string): string | null {
  return declineByCard[card] ?? null;
}

/** The payment method an invoice is charged to: the one named, the subscription's, the customer's. */
export function payingMethod(world: World, invoice: InvoiceRow, subscription?: SubscriptionRow): string | null {
  const customer = world.customers.get(invoice.customer ?? '');
  return subscription?.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null;
}

/** Charges an invoice's amount once; the intent that it gives says whether it went through. */
export function charge(state: StripeState, world: World, invoice: InvoiceRow, method: string | null): PaymentIntentRow {
  const now = state.clock.now();
  const forced = state.declines.get(invoice.customer ?? '')?.shift();
  const card = state.cards.get(method ?? '') ?? '';
  const decline = forced ?? (method === null ? 'no_payment_method' : declineOf(card));
  const paid = decline === null;
  const known = [...world.invoicePayments.values()].find((one) => one.invoice === invoice.id);
  const intent: PaymentIntentRow = {
    id: known?.payment.payment_intent ?? newId(state, 'pi'),
    object: 'payment_intent',
    amount: invoice.amount_remaining,
    amount_received: paid ? invoice.amount_remaining : 0,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer,
    last_payment_error: paid || method === null ? null : declined(decline),
    livemode: world.livemode,
    payment_method: paid ? method : null,
    status: paid ? 'succeeded' : 'requires_payment_method',
  };
  world.paymentIntents.set(intent.id, intent);
  const id = known?.id ?? newId(state, 'inpay');
  world.invoicePayments.set(id, {
    id,
    object: 'invoice_payment',
    amount_paid: paid ? invoice.amount_remaining : null,
    amount_requested: invoice.amount_remaining,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: world.livemode,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: paid ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: paid ? now : null },
  });
  return intent;
}

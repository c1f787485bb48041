import type { SubscriptionRow } from '../billing-rows.ts';
import { cardRefused } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { changeRow } from '../wire/change-row.ts';
import { charge, payingMethod } from './charge.ts';
import type { LineDraft } from './build-invoice.ts';
import { buildInvoice } from './build-invoice.ts';
import { emitEvent } from './emit-event.ts';
import { invoiceNow } from './invoice-now.ts';
import { pendingLines, periodLines } from './period-lines.ts';
import { planChange } from './plan-change.ts';
import type { PlannedChange, SubscriptionChange } from './plan-change.ts';
import { planTurn } from './turn-subscription.ts';

/**
 * Changes items, trial or anchor. Prorations wait for the next invoice, or are billed at once (`always_invoice`, a new
 * interval, a trial that ends). With `error_if_incomplete` a refused charge changes nothing and is a 402.
 */
export function changeSubscription(
  state: StripeState,
  world: World,
  row: SubscriptionRow,
  change: SubscriptionChange & { payment_behavior?: 'allow_incomplete' | 'error_if_incomplete' | undefined },
): void {
  const plan = planChange(state, world, row, change);
  const billsNow = plan.newPeriod || (change.proration_behavior === 'always_invoice' && plan.prorations.length > 0);
  if (billsNow && change.payment_behavior === 'error_if_incomplete') probe(state, world, plan);
  const before = changeRow(row, plan.next);
  putPending(state, world, row, plan);
  emitEvent(state, world, 'customer.subscription.updated', row, before);
  planTurn(state, world, row);
  if (billsNow) invoiceNow(state, world, row, 'subscription_update', plan.newPeriod ? periodLines(world, row) : []);
}

function putPending(state: StripeState, world: World, row: SubscriptionRow, plan: PlannedChange): void {
  for (const proration of plan.prorations)
    world.pending.push({ ...proration, id: newId(state, 'ii'), subscription: row.id });
}

/** Stripe asks the card before it changes anything; a refusal leaves no invoice. */
function probe(state: StripeState, world: World, plan: PlannedChange): void {
  const invoice = previewChange(state, world, plan);
  if (invoice.amount_due === 0) return;
  const method = payingMethod(world, invoice, plan.next);
  const intent = charge(state, world, invoice, method);
  for (const [id, payment] of world.invoicePayments)
    if (payment.invoice === invoice.id) world.invoicePayments.delete(id);
  world.paymentIntents.delete(intent.id);
  if (intent.status !== 'succeeded')
    throw cardRefused(intent.last_payment_error?.decline_code ?? 'generic_decline', intent);
}

/** The invoice that a change leads to: with a new period its full price, else the pending and new prorations. */
export function previewChange(
  state: StripeState,
  world: World,
  plan: PlannedChange,
  withNextPeriod = false,
  used: LineDraft[] = [],
) {
  const id = newId(state, 'ii');
  const lines = plan.prorations.map((one) => ({ ...one, invoiceItem: id }));
  const full = plan.newPeriod || withNextPeriod ? periodLines(world, plan.next) : [];
  return buildInvoice(state, world, plan.next, plan.newPeriod ? 'subscription_update' : 'upcoming', [
    ...pendingLines(world, plan.next.id),
    ...lines,
    ...used,
    ...full,
  ]);
}

import type { InvoiceRow, PaymentIntentRow, SubscriptionRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { buildInvoice } from './build-invoice.ts';
import type { LineDraft } from './build-invoice.ts';
import { emitEvent } from './emit-event.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { pendingLines } from './period-lines.ts';
import { settleInvoice } from './settle-invoice.ts';

/** Makes the subscription's next invoice of its pending prorations and these lines; it is a draft yet. */
export function draftInvoice(
  state: StripeState,
  world: World,
  subscription: SubscriptionRow,
  reason: InvoiceRow['billing_reason'],
  lines: LineDraft[],
): InvoiceRow {
  const drafts = [...pendingLines(world, subscription.id), ...lines];
  const invoice = buildInvoice(state, world, subscription, reason, drafts);
  world.pending = world.pending.filter((one) => one.subscription !== subscription.id);
  world.invoices.set(invoice.id, invoice);
  subscription.latest_invoice = invoice.id;
  emitEvent(state, world, 'invoice.created', invoice);
  return invoice;
}

/** The same, finalised and charged at once. */
export function invoiceNow(
  state: StripeState,
  world: World,
  subscription: SubscriptionRow,
  reason: InvoiceRow['billing_reason'],
  lines: LineDraft[],
  method?: string,
): { invoice: InvoiceRow; intent: PaymentIntentRow | null } {
  const invoice = draftInvoice(state, world, subscription, reason, lines);
  finalizeInvoice(state, world, invoice);
  return { invoice, intent: settleInvoice(state, world, invoice, method) };
}

import type { InvoiceRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { findRow } from '../wire/find-row.ts';
import { emitEvent } from './emit-event.ts';
import { subscriptionOf } from './settle-invoice.ts';

/** A draft becomes an open invoice with a number and a page; the customer's credit is used up, coupons for once are spent. */
export function finalizeInvoice(state: StripeState, world: World, invoice: InvoiceRow): void {
  const customer = findRow(world.customers, 'customer', invoice.customer ?? '');
  const owed = invoice.total + customer.balance;
  invoice.starting_balance = customer.balance;
  invoice.ending_balance = Math.min(0, owed);
  invoice.amount_due = Math.max(0, owed);
  invoice.amount_remaining = invoice.amount_due;
  customer.balance = invoice.ending_balance;
  customer.currency = invoice.currency;
  invoice.status = 'open';
  invoice.automatically_finalizes_at = null;
  invoice.status_transitions.finalized_at = state.clock.now();
  const sequence =
    [...world.invoices.values()].filter((one) => one.customer === customer.id && one.number !== null).length + 1;
  invoice.number = `${customer.invoice_prefix ?? 'X'}-${String(sequence).padStart(4, '0')}`;
  invoice.hosted_invoice_url = `${state.url}/i/${invoice.id}`;
  invoice.invoice_pdf = `${state.url}/i/${invoice.id}/pdf`;
  const subscription = subscriptionOf(world, invoice);
  if (subscription !== undefined)
    subscription.discounts = subscription.discounts.filter((id) => {
      const discount = world.discounts.get(id);
      return world.coupons.get(discount?.source.coupon ?? '')?.duration !== 'once' || !invoice.discounts.includes(id);
    });
  emitEvent(state, world, 'invoice.finalized', invoice);
}

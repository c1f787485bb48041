import type { SubscriptionRow } from '../billing-rows.ts';
import { nextCycle } from '../money/add-interval.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { emitEvent } from './emit-event.ts';
import { endSubscription } from './end-subscription.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { draftInvoice } from './invoice-now.ts';
import { periodLines } from './period-lines.ts';
import { payingMethod } from './charge.ts';
import { schedule } from './run-due.ts';
import { settleInvoice } from './settle-invoice.ts';
import { usageLines } from './usage-lines.ts';

const threeDays = 3 * 86_400;

/** Puts the subscription's next turn (end of trial or period, or the day it is cancelled) on the agenda. */
export function planTurn(state: StripeState, world: World, row: SubscriptionRow): void {
  const end = row.items.data[0]?.current_period_end ?? row.created;
  const at = Math.min(end, row.cancel_at ?? Infinity);
  schedule(state, `turn:${row.id}`, at, () => turn(state, world, row));
  const warnAt =
    row.status === 'trialing' && row.trial_end !== null ? Math.max(row.trial_end - threeDays, state.clock.now()) : null;
  schedule(state, `warn:${row.id}`, warnAt, () => emitEvent(state, world, 'customer.subscription.trial_will_end', row));
}

/** What is to be billed from `at` on: moves every item to the period that begins there. */
export function beginPeriod(row: SubscriptionRow, at: number): void {
  for (const item of row.items.data) {
    item.current_period_start = at;
    item.current_period_end = nextCycle(
      row.billing_cycle_anchor,
      item.price.recurring ?? { interval: 'month', interval_count: 1 },
      at,
    );
  }
}

function turn(state: StripeState, world: World, row: SubscriptionRow): void {
  const now = state.clock.now();
  if (row.cancel_at !== null && row.cancel_at <= now)
    return endSubscription(state, world, row, 'cancellation_requested');
  const before = structuredClone({ items: row.items, status: row.status, latest_invoice: row.latest_invoice });
  if (row.status === 'trialing') {
    const ending = row.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice';
    const customer = world.customers.get(row.customer);
    const method = row.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null;
    if (method === null && ending === 'cancel') return endSubscription(state, world, row, 'payment_failed');
    if (method === null && ending === 'pause') {
      row.status = 'paused';
      return emitEvent(state, world, 'customer.subscription.paused', row);
    }
    row.status = 'active';
    row.billing_cycle_anchor = now;
  }
  const used = usageLines(world, row);
  beginPeriod(row, now);
  const invoice = draftInvoice(state, world, row, 'subscription_cycle', [...used, ...periodLines(world, row)]);
  emitEvent(state, world, 'customer.subscription.updated', row, before);
  planTurn(state, world, row);
  if (row.status === 'unpaid') {
    invoice.auto_advance = false;
    return;
  }
  invoice.automatically_finalizes_at = now + state.draftSeconds;
  schedule(state, `finalize:${invoice.id}`, invoice.automatically_finalizes_at, () => {
    finalizeInvoice(state, world, invoice);
    settleInvoice(state, world, invoice, payingMethod(world, invoice, row) ?? undefined);
  });
}

import type { SubscriptionRow } from '../billing-rows.ts';
import { newId } from '../stripe-state.ts';
import type { SessionPlan, StripeState, World } from '../stripe-state.ts';
import { emitEvent } from './emit-event.ts';
import { invoiceNow } from './invoice-now.ts';
import { addDiscount } from './add-discount.ts';
import { periodLines } from './period-lines.ts';
import { beginPeriod, planTurn } from './turn-subscription.ts';

/** Whether the plan begins with a trial, and when that would end. */
export function trialEndOf(state: StripeState, plan: SessionPlan): number | null {
  return plan.trialDays === null ? plan.trialEnd : state.clock.now() + plan.trialDays * 86_400;
}

/** Begins a subscription with its first invoice, charged to the method; a trial's first invoice is over nothing. */
export function startSubscription(
  state: StripeState,
  world: World,
  customer: string,
  plan: SessionPlan,
  method: string | null,
  automaticTax: boolean,
): SubscriptionRow {
  const row = draftSubscription(state, world, customer, plan, method, automaticTax);
  world.subscriptions.set(row.id, row);
  if (plan.promotionCode !== null || plan.coupon !== null)
    addDiscount(state, world, row, plan.coupon, plan.promotionCode);
  emitEvent(state, world, 'customer.subscription.created', row);
  invoiceNow(state, world, row, 'subscription_create', periodLines(world, row), method ?? undefined);
  planTurn(state, world, row);
  return row;
}

/** The same without storing or charging anything, for sums shown beforehand. */
export function draftSubscription(
  state: StripeState,
  world: World,
  customer: string,
  plan: SessionPlan,
  method: string | null,
  automaticTax: boolean,
): SubscriptionRow {
  const now = state.clock.now();
  const trialEnd = trialEndOf(state, plan);
  const id = newId(state, 'sub');
  const row: SubscriptionRow = {
    id,
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: automaticTax, liability: automaticTax ? { type: 'self' } : null },
    billing_cycle_anchor: trialEnd ?? now,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: plan.lines[0]?.price.currency ?? 'usd',
    customer,
    days_until_due: null,
    default_payment_method: method,
    description: plan.description,
    discounts: [],
    ended_at: null,
    items: { object: 'list', data: [], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: world.livemode,
    metadata: plan.metadata,
    pending_setup_intent: null,
    schedule: null,
    start_date: now,
    status: trialEnd === null ? 'active' : 'trialing',
    test_clock: null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: plan.missingPaymentMethod } },
    trial_start: trialEnd === null ? null : now,
  };
  row.items.data = plan.lines.map(({ price, quantity }) => newItem(state, row, price, quantity));
  if (trialEnd === null) beginPeriod(row, now);
  return row;
}

/** An item in the subscription's current period; in a trial that is the trial. */
export function newItem(
  state: StripeState,
  row: SubscriptionRow,
  price: SessionPlan['lines'][number]['price'],
  quantity: number,
) {
  const now = state.clock.now();
  const [first] = row.items.data;
  return {
    id: newId(state, 'si'),
    object: 'subscription_item' as const,
    billing_thresholds: null,
    created: now,
    current_period_end: first?.current_period_end ?? row.trial_end ?? now,
    current_period_start: first?.current_period_start ?? now,
    discounts: [],
    metadata: {},
    price: structuredClone(price),
    quantity,
    subscription: row.id,
    tax_rates: [],
  };
}

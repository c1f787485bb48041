import type { ItemRow, SubscriptionRow } from '../billing-rows.ts';
import { prorate } from '../money/prorate.ts';
import type { Proration } from '../money/prorate.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { namedRow } from '../wire/find-row.ts';
import { newItem } from './start-subscription.ts';
import { beginPeriod } from './turn-subscription.ts';

type ItemChange = {
  id?: string | undefined;
  price?: string | undefined;
  quantity?: number | undefined;
  deleted?: boolean | undefined;
  metadata?: Record<string, string> | null | undefined;
};
export type SubscriptionChange = {
  items?: ItemChange[] | undefined;
  proration_behavior?: 'create_prorations' | 'always_invoice' | 'none' | undefined;
  proration_date?: number | undefined;
  trial_end?: 'now' | number | undefined;
  billing_cycle_anchor?: 'now' | 'unchanged' | undefined;
};
export type PlannedChange = { next: SubscriptionRow; prorations: Proration[]; newPeriod: boolean };

/** What a change of items, trial or anchor does: the subscription as it will be, and its prorations. Nothing is stored. */
export function planChange(
  state: StripeState,
  world: World,
  row: SubscriptionRow,
  change: SubscriptionChange,
): PlannedChange {
  const now = state.clock.now();
  const at = change.proration_date ?? now;
  const [first] = row.items.data;
  if (first !== undefined && (at < first.current_period_start || at > first.current_period_end))
    throw invalidRequest('The proration date must lie in the current period of the subscription.', 'proration_date');
  const next = structuredClone(row);
  const olds = row.items.data;
  next.items.data = changeItems(state, world, next, change.items ?? []);
  const endsTrial = row.status === 'trialing' && change.trial_end === 'now';
  if (typeof change.trial_end === 'number') extendTrial(next, change.trial_end, now);
  if (endsTrial) Object.assign(next, { status: 'active', trial_end: now });
  const newPeriod =
    next.status !== 'trialing' &&
    (endsTrial || change.billing_cycle_anchor === 'now' || intervalOf(olds) !== intervalOf(next.items.data));
  if (newPeriod) {
    next.billing_cycle_anchor = now;
    beginPeriod(next, now);
    if (next.cancel_at_period_end) next.cancel_at = next.items.data[0]?.current_period_end ?? null;
  }
  const free = change.proration_behavior === 'none' || row.status === 'trialing';
  const prorations = free ? [] : prorationsOf(world, row, olds, newPeriod ? [] : next.items.data, at);
  return { next, prorations, newPeriod };
}

const intervalOf = (items: ItemRow[]): string =>
  JSON.stringify([items[0]?.price.recurring?.interval, items[0]?.price.recurring?.interval_count]);

function extendTrial(next: SubscriptionRow, end: number, now: number): void {
  if (end <= now)
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', 'trial_end');
  Object.assign(next, {
    status: 'trialing',
    trial_start: next.trial_start ?? now,
    trial_end: end,
    billing_cycle_anchor: end,
  });
  for (const item of next.items.data) item.current_period_end = end;
}

function changeItems(state: StripeState, world: World, next: SubscriptionRow, changes: ItemChange[]): ItemRow[] {
  const items = new Map(next.items.data.map((item) => [item.id, item]));
  for (const [index, change] of changes.entries()) {
    const param = `items[${index}]`;
    const price =
      change.price === undefined ? undefined : namedRow(world.prices, 'price', change.price, `${param}[price]`);
    if (price !== undefined && !price.active)
      throw invalidRequest(
        'The price specified is inactive. This field only accepts active prices.',
        `${param}[price]`,
      );
    if (price !== undefined && price.currency !== next.currency)
      throw invalidRequest(
        `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${next.currency}\`.`,
        `${param}[price]`,
      );
    if (change.id === undefined) {
      if (price === undefined)
        throw invalidRequest(`Missing required param: ${param}[price].`, `${param}[price]`, 'parameter_missing');
      if ([...items.values()].some((one) => one.price.id === price.id))
        throw invalidRequest(
          `A subscription item with the price ${price.id} already exists on this subscription.`,
          `${param}[price]`,
        );
      const item = newItem(state, next, price, change.quantity ?? 1);
      items.set(item.id, item);
      continue;
    }
    const item = namedRow(items, 'subscription item', change.id, `${param}[id]`);
    if (change.deleted === true) items.delete(item.id);
    if (price !== undefined) item.price = structuredClone(price);
    if (change.quantity !== undefined) item.quantity = change.quantity;
  }
  if (items.size === 0)
    throw invalidRequest(
      'A subscription must have at least one active plan. To cancel the subscription, please use the cancel API endpoint on the subscription.',
    );
  return [...items.values()];
}

/** Gives back what is left of the items as they were, and charges it of the items as they will be; unchanged ones not. */
function prorationsOf(world: World, row: SubscriptionRow, olds: ItemRow[], news: ItemRow[], at: number): Proration[] {
  const same = (a: ItemRow, b: ItemRow | undefined): boolean => a.price.id === b?.price.id && a.quantity === b.quantity;
  const back = olds.filter(
    (old) =>
      !same(
        old,
        news.find((one) => one.id === old.id),
      ),
  );
  const forth = news.filter(
    (one) =>
      !same(
        one,
        olds.find((old) => old.id === one.id),
      ),
  );
  const billed = (item: ItemRow): boolean => item.price.recurring?.usage_type !== 'metered';
  return [
    ...back.filter(billed).map((item) => prorate(world, row, item, -1, at)),
    ...forth.filter(billed).map((item) => prorate(world, row, item, 1, at)),
  ];
}

import type { ItemRow, SubscriptionRow } from '../billing-rows.ts';
import type { PriceRow } from '../stripe-rows.ts';
import type { World } from '../stripe-state.ts';
import { activeDiscounts, percentOf } from './discount-lines.ts';
import { shareOf } from './share-of.ts';

export type Proration = {
  item: string;
  price: PriceRow;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
};

/**
 * The share of an item's price for the rest of its period, to the second: what is left over all of it
 * (docs.stripe.com/billing/subscriptions/prorations). Percentages of its discounts are taken off, as billing mode
 * `flexible` with discounts `included` does. `sign` -1 gives back, 1 charges.
 */
export function prorate(
  world: World,
  subscription: SubscriptionRow,
  item: Pick<ItemRow, 'id' | 'price' | 'quantity' | 'current_period_start' | 'current_period_end'>,
  sign: 1 | -1,
  at: number,
): Proration {
  const { current_period_start: start, current_period_end: end } = item;
  const full = (item.price.unit_amount ?? 0) * item.quantity;
  const net = activeDiscounts(world, subscription.discounts, at).reduce(
    (left, { coupon }) => left - percentOf(left, coupon.percent_off ?? 0),
    full,
  );
  const name = world.products.get(item.price.product)?.name ?? item.price.product;
  const day = new Date(at * 1_000).toUTCString().slice(5, 16);
  return {
    item: item.id,
    price: item.price,
    quantity: item.quantity,
    amount: shareOf(net * sign, end - at, end - start) || 0,
    description: `${sign < 0 ? 'Unused' : 'Remaining'} time on ${item.quantity > 1 ? `${item.quantity} × ` : ''}${name} after ${day}`,
    period: { start: at, end },
  };
}

import type { ItemRow, SubscriptionRow } from '../billing-rows.ts';
import type { PriceRow } from '../stripe-rows.ts';
import type { World } from '../stripe-state.ts';
import type { LineDraft } from './build-invoice.ts';

/** `$9.99` for 999 usd, `¥1,500` for 1500 jpy: minor units by the currency's own digits. */
export function moneyText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** One line an item for its current period, nothing in a trial; a metered price is billed afterwards, by `usageLines`. */
export function periodLines(world: World, subscription: SubscriptionRow): LineDraft[] {
  const trial = subscription.status === 'trialing';
  return subscription.items.data.filter(isLicensed).map((item) => ({
    item: item.id,
    price: item.price,
    quantity: item.quantity,
    amount: trial ? 0 : (item.price.unit_amount ?? 0) * item.quantity,
    description: trial ? `Trial period for ${nameOf(world, item.price)}` : describe(world, item.price, item.quantity),
    period: { start: item.current_period_start, end: item.current_period_end },
    invoiceItem: null,
  }));
}

/** The prorations that wait for the subscription's next invoice. */
export function pendingLines(world: World, subscription: string): LineDraft[] {
  return world.pending
    .filter((one) => one.subscription === subscription)
    .map(({ id, item, price, quantity, amount, description, period }) => ({
      item,
      price,
      quantity,
      amount,
      description,
      period,
      invoiceItem: id,
    }));
}

const isLicensed = (item: ItemRow): boolean => item.price.recurring?.usage_type !== 'metered';
const nameOf = (world: World, price: PriceRow): string => world.products.get(price.product)?.name ?? price.product;

function describe(world: World, price: PriceRow, quantity: number): string {
  const each = `${moneyText(price.unit_amount ?? 0, price.currency)} / ${price.recurring?.interval ?? 'once'}`;
  return `${quantity} × ${nameOf(world, price)} (at ${each})`;
}

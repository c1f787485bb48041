import type { SubscriptionRow } from '../billing-rows.ts';
import { aggregateUsage } from '../money/aggregate-usage.ts';
import type { World } from '../stripe-state.ts';
import type { LineDraft } from './build-invoice.ts';

/** What the metered items used in the period that they are in, at their price; rounded to the minor unit. */
export function usageLines(world: World, subscription: SubscriptionRow): LineDraft[] {
  return subscription.items.data.flatMap((item) => {
    const meter = world.meters.get(item.price.recurring?.meter ?? '');
    if (item.price.recurring?.usage_type !== 'metered' || meter === undefined) return [];
    const { current_period_start: start, current_period_end: end } = item;
    const events = world.meterEvents.filter(
      (one) =>
        one.name === meter.event_name &&
        one.customer === subscription.customer &&
        one.timestamp >= start &&
        one.timestamp < end,
    );
    const used = aggregateUsage(meter.default_aggregation.formula, events);
    return [
      {
        item: item.id,
        price: item.price,
        quantity: Math.round(used),
        amount: Math.round(used * (item.price.unit_amount ?? 0)),
        description: `${used} × ${meter.display_name}`,
        period: { start, end },
        invoiceItem: null,
      },
    ];
  });
}

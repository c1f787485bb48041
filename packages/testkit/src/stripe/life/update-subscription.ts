import type { SubscriptionRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { changeRow } from '../wire/change-row.ts';
import { emitEvent } from './emit-event.ts';

type Changes = { [K in keyof SubscriptionRow]?: SubscriptionRow[K] | undefined };

/** Changes a subscription and tells of it, if anything is different. */
export function updateSubscription(state: StripeState, world: World, row: SubscriptionRow, changes: Changes): void {
  const before = changeRow(row, changes);
  if (Object.keys(before).length > 0) emitEvent(state, world, 'customer.subscription.updated', row, before);
}

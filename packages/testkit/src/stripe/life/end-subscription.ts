import type { SubscriptionRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { emitEvent } from './emit-event.ts';
import { schedule } from './run-due.ts';

type Reason = 'cancellation_requested' | 'payment_failed';

/** Cancels at once: its drafts stay drafts, nothing of it happens any more. */
export function endSubscription(state: StripeState, world: World, row: SubscriptionRow, reason: Reason): void {
  const now = state.clock.now();
  row.status = 'canceled';
  row.canceled_at ??= now;
  row.ended_at = now;
  row.cancellation_details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...row.cancellation_details,
    reason: row.cancellation_details?.reason ?? reason,
  };
  for (const key of ['turn', 'warn']) schedule(state, `${key}:${row.id}`, null, () => undefined);
  for (const invoice of world.invoices.values()) {
    if (invoice.parent?.subscription_details?.subscription !== row.id) continue;
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue;
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    for (const key of ['finalize', 'retry']) schedule(state, `${key}:${invoice.id}`, null, () => undefined);
  }
  emitEvent(state, world, 'customer.subscription.deleted', row);
}

import type { SessionRow } from '../billing-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { emitEvent } from './emit-event.ts';
import { schedule } from './run-due.ts';

/** Closes an open session: its page says so and nothing more can be paid on it. */
export function expireSession(state: StripeState, world: World, row: SessionRow): void {
  if (row.status !== 'open') return;
  row.status = 'expired';
  row.url = null;
  schedule(state, `session:${row.id}`, null, () => undefined);
  emitEvent(state, world, 'checkout.session.expired', row);
}

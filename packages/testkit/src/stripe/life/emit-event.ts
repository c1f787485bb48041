import type { EventRow } from '../billing-rows.ts';
import { apiVersion, newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';

/** Records an event with the object as it is now, and hands it to the delivery. */
export function emitEvent(
  state: StripeState,
  world: World,
  type: EventRow['type'],
  object: object,
  previous: Record<string, unknown> = {},
): void {
  const event: EventRow = {
    id: newId(state, 'evt'),
    object: 'event',
    api_version: apiVersion,
    created: state.clock.now(),
    data: {
      object: structuredClone(object) as Record<string, unknown>,
      ...(type.endsWith('.updated') ? { previous_attributes: previous } : {}),
    },
    livemode: world.livemode,
    pending_webhooks: 0,
    request: { ...state.request },
    type,
  };
  world.events.set(event.id, event);
  state.onEvent(world, event);
}

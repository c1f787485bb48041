import { findRow } from './wire/find-row.ts';
import type { createDelivery, DeliveryManner } from './hooks/create-delivery.ts';
import { finishCheckout } from './life/finish-checkout.ts';
import type { CheckoutForm } from './life/finish-checkout.ts';
import type { Trouble } from './handle-stripe-request.ts';
import { runDue } from './life/run-due.ts';
import type { StripeState } from './stripe-state.ts';

/** What a test may do to the stand-in, in this process or through its control door. Moments are seconds since 1970. */
export function createStripeControls(
  state: StripeState,
  trouble: Trouble,
  delivery: ReturnType<typeof createDelivery>,
) {
  const worldOf = (live: boolean) => (live ? state.live : state.test);
  const worldWith = (id: string) =>
    [state.test, state.live].find(
      (world) => world.events.has(id) || world.sessions.has(id) || world.configurations.has(id),
    );
  return {
    now: () => state.clock.now(),
    /** Moves the clock forward; renewals, ends of trials, retries happen on the way, each at its own time. */
    advanceTo: (at: number) => {
      if (at < state.clock.now()) throw new Error('The clock only goes forward');
      runDue(state, at);
      state.clock.moveTo(at);
    },
    /** Days between tries of a failed payment, and what happens after the last. */
    setDunning: (retryAfterDays: number[], last: StripeState['dunning']['finally']) => {
      state.dunning = { retryAfterSeconds: retryAfterDays.map((days) => days * 86_400), finally: last };
    },
    /** How long a renewal's invoice stays a draft before it is charged; an hour if not set. */
    setDraftSeconds: (seconds: number) => {
      state.draftSeconds = seconds;
    },
    /** The tax of customers of a country (two letters), in per cent; automatic tax elsewhere is 0, "not collecting". */
    setTax: (country: string, percent: number) => void state.taxPercent.set(country, percent),
    /** The customer's next charge is declined with this code, whatever its card; several calls queue up. */
    failNextCharge: (customer: string, declineCode: string) => {
      state.declines.set(customer, [...(state.declines.get(customer) ?? []), declineCode]);
    },
    /** The next calls do nothing and answer with this status (429, 500 …). */
    failCalls: (times: number, status: number) => void Object.assign(trouble, { callsFailed: times, status }),
    /** The next calls do their work, but the connection breaks before the answer. */
    loseAnswers: (times: number) => void Object.assign(trouble, { answersLost: times }),
    revokeKey: (key: string) => void state.revokedKeys.add(key),
    /** Does what the button of the checkout page does. Throws what the page would show. */
    payCheckout: (session: string, form: CheckoutForm) =>
      structuredClone(finishCheckout(state, worldWith(session) ?? state.test, session, form)),
    /** What saving the portal's settings in the dashboard does: sessions without a configuration take this one. */
    saveAsDefaultPortal: (configuration: string) => {
      const world = worldWith(configuration) ?? state.test;
      findRow(world.configurations, 'configuration', configuration);
      for (const one of world.configurations.values()) one.is_default = one.id === configuration;
    },
    setDelivery: (manner: DeliveryManner) => delivery.setManner(manner),
    /** Sends an event to its endpoints again. */
    resend: (id: string) => {
      const world = worldWith(id) ?? state.test;
      delivery.resend(world, findRow(world.events, 'event', id));
    },
    deliveries: () => [...delivery.done()],
    delivered: (timeoutMs: number) => delivery.settled(timeoutMs),
    requests: () => [...state.requests],
    /** The events of test mode, or of live mode, oldest first. */
    events: (live = false) => structuredClone([...worldOf(live).events.values()]),
    meterEvents: (live = false) => structuredClone(worldOf(live).meterEvents),
  };
}
export type StripeControls = ReturnType<typeof createStripeControls>;

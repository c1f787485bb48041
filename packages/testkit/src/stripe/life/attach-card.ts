import type { PaymentMethodRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { attachesThenFails, declineOf } from './charge.ts';
import { emitEvent } from './emit-event.ts';

export type CardAnswer = { method: PaymentMethodRow } | { decline: string };

/** Checks a card as Stripe does when it is saved; a good one (and 4000 0000 0000 0341) becomes a payment method. */
export function attachCard(state: StripeState, world: World, customer: string, number: string): CardAnswer {
  const digits = number.replaceAll(/[^0-9]/g, '');
  if (!/^[45]\d{15}$/.test(digits)) return { decline: 'incorrect_number' };
  const decline = declineOf(digits);
  if (decline !== null && digits !== attachesThenFails) return { decline };
  const brand = digits.startsWith('4') ? 'visa' : 'mastercard';
  const method: PaymentMethodRow = {
    id: newId(state, 'pm'),
    object: 'payment_method',
    billing_details: {
      address: null,
      email: world.customers.get(customer)?.email ?? null,
      name: null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand,
      country: 'US',
      display_brand: brand,
      exp_month: 12,
      exp_year: 2040,
      funding: 'credit',
      last4: digits.slice(-4),
    },
    created: state.clock.now(),
    customer,
    livemode: world.livemode,
    metadata: {},
    type: 'card',
  };
  world.paymentMethods.set(method.id, method);
  state.cards.set(method.id, digits);
  emitEvent(state, world, 'payment_method.attached', method);
  return { method };
}

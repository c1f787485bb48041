import type { CustomerRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';

/** A customer as Stripe makes one, without an event. */
export function blankCustomer(state: StripeState, world: World): CustomerRow {
  const id = newId(state, 'cus');
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: state.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: world.livemode,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
  };
}

import type Stripe from 'stripe';
import { z } from 'zod';
import { emitEvent } from '../life/emit-event.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { TaxIdRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { hashOf, text } from '../wire/form-fields.ts';

/** Shapes of numbers by type (docs.stripe.com/billing/customer/tax-ids); other types are refused. */
const shapes: Record<string, { pattern: RegExp; country: (value: string) => string }> = {
  eu_vat: {
    pattern: /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[A-Z0-9+*]{8,12}$/,
    country: (value) => value.slice(0, 2).replace('EL', 'GR'),
  },
  gb_vat: { pattern: /^(GB|XI)\d{9}(\d{3})?$/, country: () => 'GB' },
  ch_vat: { pattern: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/, country: () => 'CH' },
  us_ein: { pattern: /^\d{2}-\d{7}$/, country: () => 'US' },
  jp_trn: { pattern: /^T\d{13}$/, country: () => 'JP' },
};
const types = ['eu_vat', 'gb_vat', 'ch_vat', 'us_ein', 'jp_trn'] as const satisfies Stripe.TaxId.Type[];
export const taxIdFields = hashOf<Stripe.CustomerCreateParams.TaxIdDatum>()({ type: z.enum(types), value: text });

type TaxIdFields = z.output<typeof taxIdFields>;

/** The country of a number. Throws StripeRefusal (`tax_id_invalid`) for one that is not of its type's shape. */
export function checkTaxId({ type, value }: TaxIdFields, param: string): string {
  const shape = shapes[type];
  if (shape === undefined || !shape.pattern.test(value))
    throw invalidRequest(`Invalid value for ${type}.`, param, 'tax_id_invalid');
  return shape.country(value);
}

/** Adds a tax id to a customer. Throws StripeRefusal as `checkTaxId` does. */
export function addTaxId(
  state: StripeState,
  world: World,
  customer: string,
  fields: TaxIdFields,
  param: string,
): TaxIdRow {
  const country = checkTaxId(fields, param);
  const { type, value } = fields;
  const row: TaxIdRow = {
    id: newId(state, 'txi'),
    object: 'tax_id',
    country,
    created: state.clock.now(),
    customer,
    livemode: world.livemode,
    type,
    value,
    verification: { status: 'verified', verified_address: null, verified_name: null },
  };
  world.taxIds.set(row.id, row);
  emitEvent(state, world, 'customer.tax_id.created', row);
  return row;
}

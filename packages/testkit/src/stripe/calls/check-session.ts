import { invalidRequest } from '../stripe-refusal.ts';
import { namedRow } from '../wire/find-row.ts';
import type { Context } from '../wire/route.ts';
import type { SessionFields } from './checkout-fields.ts';

/** Throws StripeRefusal for parameters that do not go together, as Stripe's Checkout does. */
export function checkSession(
  world: Context['world'],
  fields: SessionFields,
  lines: { price: { recurring: unknown; currency: string } }[],
): void {
  if (lines.length === 0)
    throw invalidRequest('Missing required param: line_items.', 'line_items', 'parameter_missing');
  if (!lines.some(({ price }) => price.recurring !== null))
    throw invalidRequest(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      'line_items',
    );
  if (lines.some(({ price }) => price.currency !== lines[0]?.price.currency))
    throw invalidRequest('The prices of a Checkout Session must all be in one currency.', 'line_items');
  if (fields.customer !== undefined && fields.customer_email !== undefined)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', 'customer_email');
  if (fields.customer !== undefined) namedRow(world.customers, 'customer', fields.customer, 'customer');
  if (
    fields.customer !== undefined &&
    fields.tax_id_collection?.enabled === true &&
    fields.customer_update?.name !== 'auto'
  )
    throw invalidRequest(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
      'customer_update[name]',
    );
  const located = world.customers.get(fields.customer ?? '')?.address?.country;
  if (
    fields.customer !== undefined &&
    fields.automatic_tax?.enabled === true &&
    !located &&
    fields.customer_update?.address !== 'auto'
  )
    throw invalidRequest(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
      'automatic_tax',
      'customer_tax_location_invalid',
    );
  if (fields.customer === undefined && fields.customer_update !== undefined)
    throw invalidRequest('`customer_update` can only be used with `customer`.', 'customer_update');
  if (fields.discounts !== undefined && fields.allow_promotion_codes !== undefined)
    throw invalidRequest(
      'You may only specify one of these parameters: allow_promotion_codes, discounts.',
      'discounts',
    );
  for (const [index, one] of (fields.discounts ?? []).entries()) {
    if (one.coupon !== undefined) namedRow(world.coupons, 'coupon', one.coupon, `discounts[${index}][coupon]`);
    if (one.promotion_code !== undefined)
      namedRow(world.promotionCodes, 'promotion code', one.promotion_code, `discounts[${index}][promotion_code]`);
  }
  const trial = fields.subscription_data;
  if (trial?.trial_period_days !== undefined && trial.trial_end !== undefined)
    throw invalidRequest(
      'You may only specify one of these parameters: trial_period_days, trial_end.',
      'subscription_data[trial_end]',
    );
  if (trial?.trial_period_days === 0)
    throw invalidRequest('The minimum number of trial period days is 1.', 'subscription_data[trial_period_days]');
}

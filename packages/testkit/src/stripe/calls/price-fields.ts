import type Stripe from 'stripe';
import { z } from 'zod';
import { count, currency, expandable, hashOf, metadata, paging, range, text, yesNo } from '../wire/form-fields.ts';

const taxBehavior = z.enum(['exclusive', 'inclusive', 'unspecified']);
export const createFields = hashOf<Stripe.PriceCreateParams>()({
  ...expandable,
  active: yesNo.optional(),
  billing_scheme: z.enum(['per_unit']).optional(),
  currency,
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  product: text,
  recurring: hashOf<Stripe.PriceCreateParams.Recurring>()({
    interval: z.enum(['day', 'week', 'month', 'year']),
    interval_count: count.optional(),
    meter: text.optional(),
    usage_type: z.enum(['licensed', 'metered']).optional(),
  }).optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: yesNo.optional(),
  unit_amount: count,
});
export const updateFields = hashOf<Stripe.PriceUpdateParams>()({
  ...expandable,
  active: yesNo.optional(),
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: yesNo.optional(),
});
export const listFields = hashOf<Stripe.PriceListParams>()({
  ...expandable,
  ...paging,
  active: yesNo.optional(),
  created: range.optional(),
  currency: currency.optional(),
  lookup_keys: z.array(text).optional(),
  product: text.optional(),
  type: z.enum(['one_time', 'recurring']).optional(),
});

import type Stripe from 'stripe';
import { z } from 'zod';
import {
  count,
  expandable,
  hashOf,
  metadata,
  moment,
  orEmpty,
  paging,
  range,
  text,
  yesNo,
} from '../wire/form-fields.ts';

export const itemFields = hashOf<Stripe.SubscriptionUpdateParams.Item>()({
  deleted: yesNo.optional(),
  id: text.optional(),
  metadata: metadata.optional(),
  price: text.optional(),
  quantity: count.optional(),
});
export const prorationBehavior = z.enum(['always_invoice', 'create_prorations', 'none']);
export const trialEnd = z.union([z.literal('now'), moment]);
const details = hashOf<Stripe.SubscriptionUpdateParams.CancellationDetails>()({
  comment: orEmpty(text).optional(),
  feedback: orEmpty(
    z.enum([
      'customer_service',
      'low_quality',
      'missing_features',
      'other',
      'switched_service',
      'too_complex',
      'too_expensive',
      'unused',
    ]),
  ).optional(),
});
export const updateFields = hashOf<Stripe.SubscriptionUpdateParams>()({
  ...expandable,
  automatic_tax: hashOf<Stripe.SubscriptionUpdateParams.AutomaticTax>()({ enabled: yesNo }).optional(),
  billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
  cancel_at: orEmpty(moment).optional(),
  cancel_at_period_end: yesNo.optional(),
  cancellation_details: details.optional(),
  default_payment_method: text.optional(),
  description: orEmpty(text).optional(),
  discounts: orEmpty(
    z.array(
      hashOf<Stripe.SubscriptionUpdateParams.Discount>()({ coupon: text.optional(), promotion_code: text.optional() }),
    ),
  ).optional(),
  items: z.array(itemFields).optional(),
  metadata: metadata.optional(),
  payment_behavior: z.enum(['allow_incomplete', 'error_if_incomplete']).optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: moment.optional(),
  trial_end: trialEnd.optional(),
});
export const cancelFields = hashOf<Stripe.SubscriptionCancelParams>()({
  ...expandable,
  cancellation_details: details.optional(),
  invoice_now: yesNo.optional(),
  prorate: yesNo.optional(),
});
export const listFields = hashOf<Stripe.SubscriptionListParams>()({
  ...expandable,
  ...paging,
  created: range.optional(),
  customer: text.optional(),
  price: text.optional(),
  status: z
    .enum([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
});

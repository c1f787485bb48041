import type Stripe from 'stripe';
import { z } from 'zod';
import { expandable, hashOf, metadata, orEmpty, text, webAddress, yesNo } from '../wire/form-fields.ts';
import { prorationBehavior } from './subscription-fields.ts';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
type Part<K extends keyof Features> = NonNullable<Features[K]>;
const features = hashOf<Features>()({
  customer_update: hashOf<Part<'customer_update'>>()({
    allowed_updates: z.array(z.enum(['address', 'email', 'name', 'phone', 'shipping', 'tax_id'])).optional(),
    enabled: yesNo,
  }).optional(),
  invoice_history: hashOf<Part<'invoice_history'>>()({ enabled: yesNo }).optional(),
  payment_method_update: hashOf<Part<'payment_method_update'>>()({ enabled: yesNo }).optional(),
  subscription_cancel: hashOf<Part<'subscription_cancel'>>()({
    enabled: yesNo,
    mode: z.enum(['at_period_end', 'immediately']).optional(),
    proration_behavior: prorationBehavior.optional(),
  }).optional(),
  subscription_update: hashOf<Part<'subscription_update'>>()({
    default_allowed_updates: z.array(z.enum(['price', 'promotion_code', 'quantity'])).optional(),
    enabled: yesNo,
    products: z
      .array(
        hashOf<NonNullable<Exclude<Part<'subscription_update'>['products'], ''>>[number]>()({
          prices: z.array(text),
          product: text,
        }),
      )
      .optional(),
    proration_behavior: prorationBehavior.optional(),
  }).optional(),
});
const profile = hashOf<Stripe.BillingPortal.ConfigurationCreateParams.BusinessProfile>()({
  headline: orEmpty(text).optional(),
  privacy_policy_url: webAddress.optional(),
  terms_of_service_url: webAddress.optional(),
});
const common = {
  ...expandable,
  business_profile: profile.optional(),
  default_return_url: orEmpty(webAddress).optional(),
  metadata: metadata.optional(),
  name: orEmpty(text).optional(),
};
export const createFields = hashOf<Stripe.BillingPortal.ConfigurationCreateParams>()({ ...common, features });
export const updateFields = hashOf<Stripe.BillingPortal.ConfigurationUpdateParams>()({
  ...common,
  active: yesNo.optional(),
  features: features.optional(),
});
export type FeatureFields = z.output<typeof features>;

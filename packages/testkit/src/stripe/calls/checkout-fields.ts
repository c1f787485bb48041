import type Stripe from 'stripe';
import { z } from 'zod';
import { count, email, expandable, hashOf, metadata, moment, text, webAddress, yesNo } from '../wire/form-fields.ts';

type Params = Stripe.Checkout.SessionCreateParams;
type Part<K extends keyof Params> = NonNullable<Params[K]>;
type Data = Part<'subscription_data'>;
const autoNever = z.enum(['auto', 'never']);
const urlParameters = { success_url: webAddress, cancel_url: webAddress.optional() };

/** The parameters of a hosted Checkout Session of mode `subscription`; the other modes are refused. */
export const sessionFields = hashOf<Params>()({
  ...expandable,
  ...urlParameters,
  allow_promotion_codes: yesNo.optional(),
  automatic_tax: hashOf<Part<'automatic_tax'>>()({ enabled: yesNo }).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  client_reference_id: text.optional(),
  customer: text.optional(),
  customer_email: email.optional(),
  customer_update: hashOf<Part<'customer_update'>>()({
    address: autoNever.optional(),
    name: autoNever.optional(),
  }).optional(),
  discounts: z
    .array(hashOf<Part<'discounts'>[number]>()({ coupon: text.optional(), promotion_code: text.optional() }))
    .optional(),
  expires_at: moment.optional(),
  line_items: z.array(hashOf<Part<'line_items'>[number]>()({ price: text, quantity: count.optional() })),
  locale: z.enum(['auto', 'de', 'en', 'en-GB', 'es', 'fr', 'it', 'ja', 'nl']).optional(),
  metadata: metadata.optional(),
  mode: z.enum(['subscription']),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  subscription_data: hashOf<Data>()({
    description: text.optional(),
    metadata: metadata.optional(),
    trial_end: moment.optional(),
    trial_period_days: count.optional(),
    trial_settings: hashOf<NonNullable<Data['trial_settings']>>()({
      end_behavior: hashOf<NonNullable<Data['trial_settings']>['end_behavior']>()({
        missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']),
      }),
    }).optional(),
  }).optional(),
  tax_id_collection: hashOf<Part<'tax_id_collection'>>()({
    enabled: yesNo,
    required: z.enum(['if_supported', 'never']).optional(),
  }).optional(),
});
export type SessionFields = z.output<typeof sessionFields>;

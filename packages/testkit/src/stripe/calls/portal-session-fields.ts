import type Stripe from 'stripe';
import { z } from 'zod';
import { count, expandable, hashOf, text, webAddress } from '../wire/form-fields.ts';

type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData;
type Part<K extends keyof Flow> = NonNullable<Flow[K]>;
const flowFields = hashOf<Flow>()({
  after_completion: hashOf<Part<'after_completion'>>()({
    redirect: z.strictObject({ return_url: webAddress }).optional(),
    type: z.enum(['hosted_confirmation', 'portal_homepage', 'redirect']),
  }).optional(),
  subscription_cancel: hashOf<Part<'subscription_cancel'>>()({ subscription: text }).optional(),
  subscription_update: hashOf<Part<'subscription_update'>>()({ subscription: text }).optional(),
  subscription_update_confirm: hashOf<Part<'subscription_update_confirm'>>()({
    items: z.array(
      hashOf<Part<'subscription_update_confirm'>['items'][number]>()({
        id: text,
        price: text.optional(),
        quantity: count.optional(),
      }),
    ),
    subscription: text,
  }).optional(),
  type: z.enum(['payment_method_update', 'subscription_cancel', 'subscription_update', 'subscription_update_confirm']),
});
export const createFields = hashOf<Stripe.BillingPortal.SessionCreateParams>()({
  ...expandable,
  configuration: text.optional(),
  customer: text,
  flow_data: flowFields.optional(),
  locale: z.enum(['auto', 'de', 'en', 'en-GB', 'es', 'fr', 'it', 'ja', 'nl']).optional(),
  return_url: webAddress.optional(),
});
export type FlowFields = z.output<typeof flowFields>;

import type Stripe from 'stripe';
import { z } from 'zod';
import type { ConfigurationRow } from '../billing-rows.ts';
import { namedRow, findRow } from '../wire/find-row.ts';
import { newId } from '../stripe-state.ts';
import { changeRow, mergeMetadata } from '../wire/change-row.ts';
import { expandable, hashOf, paging, yesNo } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Context, Route } from '../wire/route.ts';
import { createFields, updateFields } from './portal-configuration-fields.ts';
import type { FeatureFields } from './portal-configuration-fields.ts';

const url = '/v1/billing_portal/configurations';

function featuresRow({ world }: Context, given: FeatureFields): ConfigurationRow['features'] {
  const products = given.subscription_update?.products ?? [];
  for (const [index, { product, prices }] of products.entries()) {
    const param = `features[subscription_update][products][${index}]`;
    namedRow(world.products, 'product', product, `${param}[product]`);
    for (const [at, price] of prices.entries()) namedRow(world.prices, 'price', price, `${param}[prices][${at}]`);
  }
  return {
    customer_update: {
      allowed_updates: given.customer_update?.allowed_updates ?? [],
      enabled: given.customer_update?.enabled ?? false,
    },
    invoice_history: { enabled: given.invoice_history?.enabled ?? false },
    payment_method_update: {
      enabled: given.payment_method_update?.enabled ?? false,
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: given.subscription_cancel?.enabled ?? false,
      mode: given.subscription_cancel?.mode ?? 'at_period_end',
      proration_behavior: given.subscription_cancel?.proration_behavior ?? 'none',
    },
    subscription_pause: { duration: { interval_options: [], type: 'interval_options' }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: given.subscription_update?.default_allowed_updates ?? [],
      enabled: given.subscription_update?.enabled ?? false,
      products: products.map((one) => ({ ...one, adjustable_quantity: { enabled: false, maximum: null, minimum: 1 } })),
      proration_behavior: given.subscription_update?.proration_behavior ?? 'none',
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: 'end_trial',
    },
  };
}

export const portalConfigurationRoutes: Route[] = [
  route('POST', url, createFields, (context, fields) => {
    const { state, world } = context;
    const now = state.clock.now();
    const row: ConfigurationRow = {
      id: newId(state, 'bpc'),
      object: 'billing_portal.configuration',
      active: true,
      application: null,
      business_profile: {
        headline: fields.business_profile?.headline ?? null,
        privacy_policy_url: fields.business_profile?.privacy_policy_url ?? null,
        terms_of_service_url: fields.business_profile?.terms_of_service_url ?? null,
      },
      created: now,
      default_return_url: fields.default_return_url ?? null,
      features: featuresRow(context, fields.features),
      is_default: false,
      livemode: world.livemode,
      login_page: { enabled: false, url: null },
      metadata: mergeMetadata({}, fields.metadata),
      name: fields.name ?? null,
      updated: now,
    };
    world.configurations.set(row.id, row);
    return row;
  }),
  route(
    'GET',
    url,
    hashOf<Stripe.BillingPortal.ConfigurationListParams>()({
      ...expandable,
      ...paging,
      active: yesNo.optional(),
      is_default: yesNo.optional(),
    }),
    ({ world }, { active, is_default, ...page }) => {
      const rows = [...world.configurations.values()].filter(
        (one) =>
          (active === undefined || one.active === active) &&
          (is_default === undefined || one.is_default === is_default),
      );
      return listPage(rows, url, page);
    },
  ),
  route('GET', `${url}/:id`, z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.configurations, 'configuration', id),
  ),
  route(
    'POST',
    `${url}/:id`,
    updateFields,
    (context, { features: given, metadata: pairs, name, active, default_return_url }, id) => {
      const row = findRow(context.world.configurations, 'configuration', id);
      changeRow(row, {
        active,
        default_return_url,
        name,
        ...(given === undefined ? {} : { features: featuresRow(context, given) }),
        ...(pairs === undefined ? {} : { metadata: mergeMetadata(row.metadata ?? {}, pairs) }),
        updated: context.state.clock.now(),
      });
      return row;
    },
  ),
];

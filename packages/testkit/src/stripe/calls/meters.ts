import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../stripe-refusal.ts';
import type { MeterRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import { findRow } from '../wire/find-row.ts';
import { expandable, hashOf, paging, text } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const createFields = hashOf<Stripe.Billing.MeterCreateParams>()({
  ...expandable,
  customer_mapping: hashOf<Stripe.Billing.MeterCreateParams.CustomerMapping>()({
    event_payload_key: text,
    type: z.enum(['by_id']),
  }).optional(),
  default_aggregation: hashOf<Stripe.Billing.MeterCreateParams.DefaultAggregation>()({
    formula: z.enum(['count', 'last', 'sum']),
  }),
  display_name: text,
  event_name: text,
  event_time_window: z.enum(['day', 'hour']).optional(),
  value_settings: hashOf<Stripe.Billing.MeterCreateParams.ValueSettings>()({ event_payload_key: text }).optional(),
});

export const meterRoutes: Route[] = [
  route('POST', '/v1/billing/meters', createFields, ({ state, world }, fields) => {
    const twin = [...world.meters.values()].find(
      (one) => one.event_name === fields.event_name && one.status === 'active',
    );
    if (twin !== undefined)
      throw invalidRequest(
        `A meter with the event name ${fields.event_name} already exists: ${twin.id}.`,
        'event_name',
        'resource_already_exists',
      );
    const now = state.clock.now();
    const row: MeterRow = {
      id: newId(state, 'mtr'),
      object: 'billing.meter',
      created: now,
      customer_mapping: fields.customer_mapping ?? { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      default_aggregation: fields.default_aggregation,
      display_name: fields.display_name,
      event_name: fields.event_name,
      event_time_window: fields.event_time_window ?? null,
      livemode: world.livemode,
      status: 'active',
      status_transitions: { deactivated_at: null },
      updated: now,
      value_settings: fields.value_settings ?? { event_payload_key: 'value' },
    };
    world.meters.set(row.id, row);
    return row;
  }),
  route(
    'GET',
    '/v1/billing/meters',
    z.strictObject({ ...expandable, ...paging, status: z.enum(['active', 'inactive']).optional() }),
    ({ world }, { status, ...page }) =>
      listPage(
        [...world.meters.values()].filter((one) => status === undefined || one.status === status),
        '/v1/billing/meters',
        page,
      ),
  ),
  route('GET', '/v1/billing/meters/:id', z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.meters, 'billing meter', id),
  ),
];

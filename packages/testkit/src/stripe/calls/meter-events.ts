import type Stripe from 'stripe';
import { z } from 'zod';
import { aggregateUsage } from '../money/aggregate-usage.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import { findRow } from '../wire/find-row.ts';
import { expandable, hashOf, moment, paging, text } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const day = 86_400;
const eventFields = hashOf<Stripe.Billing.MeterEventCreateParams>()({
  ...expandable,
  event_name: text,
  identifier: text.optional(),
  payload: z.record(z.string(), text),
  timestamp: moment.optional(),
});
const summaryFields = hashOf<Stripe.Billing.MeterListEventSummariesParams>()({
  ...expandable,
  ...paging,
  customer: text,
  end_time: moment,
  start_time: moment,
  value_grouping_window: z.enum(['day', 'hour']).optional(),
});

/**
 * Usage and its sums. An identifier seen in the last 24 hours is refused with 400 "An event already exists with
 * identifier …", as Stripe does (github.com/langfuse/langfuse/pull/16292), not answered as if it were new.
 */
export const meterEventRoutes: Route[] = [
  route('POST', '/v1/billing/meter_events', eventFields, ({ state, world }, fields) => {
    const now = state.clock.now();
    const meter = [...world.meters.values()].find(
      (one) => one.event_name === fields.event_name && one.status === 'active',
    );
    if (meter === undefined)
      throw invalidRequest(
        `No active meter found for the event name ${fields.event_name}.`,
        'event_name',
        'resource_missing',
      );
    const customer = fields.payload[meter.customer_mapping.event_payload_key];
    const valueKey = meter.value_settings.event_payload_key;
    const value = fields.payload[valueKey] ?? (meter.default_aggregation.formula === 'count' ? '1' : undefined);
    if (customer === undefined)
      throw invalidRequest(
        `Missing required payload key: ${meter.customer_mapping.event_payload_key}.`,
        'payload',
        'parameter_missing',
      );
    if (value === undefined || !/^-?\d+(\.\d+)?$/.test(value))
      throw invalidRequest(`Invalid or missing numeric payload value: ${valueKey}.`, `payload[${valueKey}]`);
    const timestamp = fields.timestamp ?? now;
    if (timestamp < now - 35 * day || timestamp > now + 300)
      throw invalidRequest(
        'The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.',
        'timestamp',
      );
    const identifier = fields.identifier ?? newId(state, 'mevt');
    if (identifier.length > 100) throw invalidRequest('An identifier has at most 100 characters.', 'identifier');
    if (world.meterEvents.some((one) => one.identifier === identifier && one.created > now - day))
      throw invalidRequest(`An event already exists with identifier ${identifier}.`, 'identifier');
    world.meterEvents.push({
      name: fields.event_name,
      identifier,
      created: now,
      timestamp,
      customer,
      value: Number(value),
    });
    return {
      object: 'billing.meter_event',
      created: now,
      event_name: fields.event_name,
      identifier,
      livemode: world.livemode,
      payload: fields.payload,
      timestamp,
    };
  }),
  route('GET', '/v1/billing/meters/:id/event_summaries', summaryFields, ({ world }, fields, id) => {
    const meter = findRow(world.meters, 'billing meter', id);
    const { customer, start_time: start, end_time: end, value_grouping_window: window, ...page } = fields;
    const step = window === 'hour' ? 3_600 : window === 'day' ? day : Math.max(end - start, 1);
    const grid = window === undefined ? 60 : step;
    if (start % grid !== 0 || end % grid !== 0)
      throw invalidRequest(`start_time and end_time must be aligned with ${grid} seconds.`, 'start_time');
    if (end <= start) throw invalidRequest('end_time must be after start_time.', 'end_time');
    const events = world.meterEvents.filter((one) => one.name === meter.event_name && one.customer === customer);
    const rows = Array.from({ length: Math.ceil((end - start) / step) }, (_, index) => {
      const from = start + index * step;
      const inside = events.filter((one) => one.timestamp >= from && one.timestamp < from + step);
      const value = aggregateUsage(meter.default_aggregation.formula, inside);
      return {
        id: `mtrusg_${from}`,
        object: 'billing.meter_event_summary',
        aggregated_value: value,
        end_time: from + step,
        livemode: world.livemode,
        meter: id,
        start_time: from,
      };
    });
    return listPage(rows, `/v1/billing/meters/${id}/event_summaries`, page);
  }),
];

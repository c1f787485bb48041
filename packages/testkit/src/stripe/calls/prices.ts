import { z } from 'zod';
import { emitEvent } from '../life/emit-event.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { PriceRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { World } from '../stripe-state.ts';
import { changeRow, mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { expandable } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';
import { createFields, updateFields, listFields } from './price-fields.ts';

/** A lookup key belongs to one price: another may take it only with `transfer_lookup_key`. */
function takeLookupKey(world: World, key: string | undefined, transfer: boolean, taker: string): void {
  const holder = [...world.prices.values()].find((one) => one.lookup_key === key && one.id !== taker);
  if (key === undefined || holder === undefined) return;
  if (!transfer)
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. Pass \`transfer_lookup_key=true\` to transfer the lookup key to this price.`,
      'lookup_key',
      'resource_already_exists',
    );
  holder.lookup_key = null;
}

export const priceRoutes: Route[] = [
  route('POST', '/v1/prices', createFields, ({ state, world }, fields) => {
    namedRow(world.products, 'product', fields.product, 'product');
    const meter = fields.recurring?.meter;
    if (meter !== undefined) namedRow(world.meters, 'billing meter', meter, 'recurring[meter]');
    if (fields.recurring?.usage_type === 'metered' && meter === undefined)
      throw invalidRequest('Metered prices must be backed by a meter.', 'recurring[meter]');
    const id = newId(state, 'price');
    takeLookupKey(world, fields.lookup_key, fields.transfer_lookup_key ?? false, id);
    const { interval, interval_count: times, usage_type: usage } = fields.recurring ?? {};
    const row: PriceRow = {
      id,
      object: 'price',
      active: fields.active ?? true,
      billing_scheme: 'per_unit',
      created: state.clock.now(),
      currency: fields.currency,
      custom_unit_amount: null,
      livemode: world.livemode,
      lookup_key: fields.lookup_key ?? null,
      metadata: mergeMetadata({}, fields.metadata),
      nickname: fields.nickname ?? null,
      product: fields.product,
      recurring:
        interval === undefined
          ? null
          : {
              interval,
              interval_count: times ?? 1,
              meter: meter ?? null,
              trial_period_days: null,
              usage_type: usage ?? 'licensed',
            },
      tax_behavior: fields.tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: interval === undefined ? 'one_time' : 'recurring',
      unit_amount: fields.unit_amount,
      unit_amount_decimal: String(fields.unit_amount),
    };
    world.prices.set(id, row);
    emitEvent(state, world, 'price.created', row);
    return row;
  }),
  route(
    'GET',
    '/v1/prices',
    listFields,
    ({ world }, { active, created, currency: money, lookup_keys, product, type, ...page }) => {
      if ((lookup_keys?.length ?? 0) > 10) throw invalidRequest('You can pass up to 10 lookup keys.', 'lookup_keys');
      const rows = [...world.prices.values()].filter(
        (one) =>
          inRange(one.created, created) &&
          (active === undefined || one.active === active) &&
          (money === undefined || one.currency === money) &&
          (product === undefined || one.product === product) &&
          (type === undefined || one.type === type) &&
          (lookup_keys === undefined || lookup_keys.includes(one.lookup_key ?? '')),
      );
      return listPage(rows, '/v1/prices', page);
    },
  ),
  route('GET', '/v1/prices/:id', z.strictObject(expandable), ({ world }, _, id) => findRow(world.prices, 'price', id)),
  route(
    'POST',
    '/v1/prices/:id',
    updateFields,
    ({ state, world }, { metadata: pairs, transfer_lookup_key: transfer, ...fields }, id) => {
      const row = findRow(world.prices, 'price', id);
      if (
        fields.tax_behavior !== undefined &&
        row.tax_behavior !== 'unspecified' &&
        fields.tax_behavior !== row.tax_behavior
      )
        throw invalidRequest('The tax behavior of a price cannot be changed once it is set.', 'tax_behavior');
      takeLookupKey(world, fields.lookup_key, transfer ?? false, id);
      const merged = pairs === undefined ? {} : { metadata: mergeMetadata(row.metadata, pairs) };
      const before = changeRow(row, { ...fields, ...merged });
      if (Object.keys(before).length > 0) emitEvent(state, world, 'price.updated', row, before);
      return row;
    },
  ),
];

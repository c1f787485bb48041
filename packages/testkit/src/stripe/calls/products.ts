import type Stripe from 'stripe';
import { z } from 'zod';
import { emitEvent } from '../life/emit-event.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { ProductRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import { changeRow, mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { expandable, hashOf, metadata, orEmpty, paging, range, text, webAddress, yesNo } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const feature = z.strictObject({ name: text });
const createFields = hashOf<Stripe.ProductCreateParams>()({
  ...expandable,
  active: yesNo.optional(),
  description: text.optional(),
  id: text.optional(),
  marketing_features: z.array(feature).optional(),
  metadata: metadata.optional(),
  name: text,
  tax_code: text.optional(),
  unit_label: text.optional(),
  url: webAddress.optional(),
});
const updateFields = hashOf<Stripe.ProductUpdateParams>()({
  ...expandable,
  active: yesNo.optional(),
  default_price: text.optional(),
  description: orEmpty(text).optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  tax_code: orEmpty(text).optional(),
  unit_label: orEmpty(text).optional(),
  url: orEmpty(webAddress).optional(),
});
const listFields = hashOf<Stripe.ProductListParams>()({
  ...expandable,
  ...paging,
  active: yesNo.optional(),
  created: range.optional(),
  ids: z.array(text).optional(),
});

export const productRoutes: Route[] = [
  route('POST', '/v1/products', createFields, ({ state, world }, fields) => {
    const id = fields.id ?? newId(state, 'prod');
    if (world.products.has(id)) throw invalidRequest('Product already exists.', 'id', 'resource_already_exists');
    const now = state.clock.now();
    const row: ProductRow = {
      id,
      object: 'product',
      active: fields.active ?? true,
      created: now,
      default_price: null,
      description: fields.description ?? null,
      images: [],
      livemode: world.livemode,
      marketing_features: fields.marketing_features ?? [],
      metadata: mergeMetadata({}, fields.metadata),
      name: fields.name,
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: fields.tax_code ?? null,
      type: 'service',
      unit_label: fields.unit_label ?? null,
      updated: now,
      url: fields.url ?? null,
    };
    world.products.set(id, row);
    emitEvent(state, world, 'product.created', row);
    return row;
  }),
  route('GET', '/v1/products', listFields, ({ world }, { active, created, ids, ...page }) => {
    const rows = [...world.products.values()].filter(
      (one) =>
        inRange(one.created, created) &&
        (active === undefined || one.active === active) &&
        (ids?.includes(one.id) ?? true),
    );
    return listPage(rows, '/v1/products', page);
  }),
  route('GET', '/v1/products/:id', z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.products, 'product', id),
  ),
  route('POST', '/v1/products/:id', updateFields, ({ state, world }, { metadata: pairs, ...fields }, id) => {
    const row = findRow(world.products, 'product', id);
    if (fields.default_price !== undefined) namedRow(world.prices, 'price', fields.default_price, 'default_price');
    const merged = pairs === undefined ? {} : { metadata: mergeMetadata(row.metadata, pairs) };
    const before = changeRow(row, { ...fields, ...merged, updated: state.clock.now() });
    emitEvent(state, world, 'product.updated', row, before);
    return row;
  }),
];

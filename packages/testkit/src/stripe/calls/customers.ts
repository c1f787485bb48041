import type Stripe from 'stripe';
import { z } from 'zod';
import { endSubscription } from '../life/end-subscription.ts';
import { emitEvent } from '../life/emit-event.ts';
import type { CustomerRow } from '../stripe-rows.ts';
import type { World } from '../stripe-state.ts';
import { changeRow, mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { email, expandable, hashOf, metadata, orEmpty, paging, range, text } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';
import { addTaxId, checkTaxId, taxIdFields } from './add-tax-id.ts';
import { blankCustomer } from './blank-customer.ts';

const address = hashOf<Stripe.AddressParam>()({
  city: orEmpty(text).optional(),
  country: orEmpty(text).optional(),
  line1: orEmpty(text).optional(),
  line2: orEmpty(text).optional(),
  postal_code: orEmpty(text).optional(),
  state: orEmpty(text).optional(),
});
const common = {
  ...expandable,
  address: orEmpty(address).optional(),
  description: orEmpty(text).optional(),
  email: orEmpty(email).optional(),
  invoice_settings: hashOf<Stripe.CustomerUpdateParams.InvoiceSettings>()({
    default_payment_method: text.optional(),
  }).optional(),
  metadata: metadata.optional(),
  name: orEmpty(text).optional(),
  phone: orEmpty(text).optional(),
  preferred_locales: z.array(text).optional(),
  tax_exempt: orEmpty(z.enum(['exempt', 'none', 'reverse'])).optional(),
};
const createFields = hashOf<Stripe.CustomerCreateParams>()({ ...common, tax_id_data: z.array(taxIdFields).optional() });
const updateFields = hashOf<Stripe.CustomerUpdateParams>()(common);
const listFields = hashOf<Stripe.CustomerListParams>()({
  ...expandable,
  ...paging,
  created: range.optional(),
  email: text.optional(),
});

type Fields = Omit<z.output<typeof updateFields>, 'expand'>;
function changesOf(world: World, row: CustomerRow, fields: Fields) {
  const { invoice_settings, address: place, metadata: pairs, ...plain } = fields;
  const method = invoice_settings?.default_payment_method;
  if (method !== undefined)
    namedRow(world.paymentMethods, 'PaymentMethod', method, 'invoice_settings[default_payment_method]');
  return {
    ...plain,
    ...(place === undefined
      ? {}
      : {
          address:
            place === null
              ? null
              : {
                  city: null,
                  country: null,
                  line1: null,
                  line2: null,
                  postal_code: null,
                  state: null,
                  ...row.address,
                  ...defined(place),
                },
        }),
    ...(pairs === undefined ? {} : { metadata: mergeMetadata(row.metadata, pairs) }),
    ...(method === undefined ? {} : { invoice_settings: { ...row.invoice_settings, default_payment_method: method } }),
  };
}
/** Only the fields that were given. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', createFields, ({ state, world }, { tax_id_data = [], ...fields }) => {
    for (const [index, taxId] of tax_id_data.entries()) checkTaxId(taxId, `tax_id_data[${index}][value]`);
    const row = blankCustomer(state, world);
    changeRow(row, changesOf(world, row, fields));
    world.customers.set(row.id, row);
    emitEvent(state, world, 'customer.created', row);
    for (const taxId of tax_id_data) addTaxId(state, world, row.id, taxId, 'tax_id_data');
    return row;
  }),
  route('GET', '/v1/customers', listFields, ({ world }, { created, email: address, ...page }) => {
    const rows = [...world.customers.values()].filter(
      (one) => inRange(one.created, created) && (address === undefined || one.email === address),
    );
    return listPage(rows, '/v1/customers', page);
  }),
  route('GET', '/v1/customers/:id', z.strictObject(expandable), ({ world }, _, id) =>
    world.deletedCustomers.has(id)
      ? { id, object: 'customer', deleted: true }
      : findRow(world.customers, 'customer', id),
  ),
  route('POST', '/v1/customers/:id', updateFields, ({ state, world }, fields, id) => {
    const row = findRow(world.customers, 'customer', id);
    const before = changeRow(row, changesOf(world, row, fields));
    if (Object.keys(before).length > 0) emitEvent(state, world, 'customer.updated', row, before);
    return row;
  }),
  route('DELETE', '/v1/customers/:id', z.strictObject({}), ({ state, world }, _, id) => {
    const row = findRow(world.customers, 'customer', id);
    for (const one of world.subscriptions.values())
      if (one.customer === id && one.status !== 'canceled')
        endSubscription(state, world, one, 'cancellation_requested');
    world.customers.delete(id);
    world.deletedCustomers.add(id);
    emitEvent(state, world, 'customer.deleted', row);
    return { id, object: 'customer', deleted: true };
  }),
];

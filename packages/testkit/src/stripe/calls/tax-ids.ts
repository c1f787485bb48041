import { z } from 'zod';
import { emitEvent } from '../life/emit-event.ts';
import { findRow } from '../wire/find-row.ts';
import { expandable, paging } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';
import { addTaxId, taxIdFields } from './add-tax-id.ts';

const url = '/v1/customers/:id/tax_ids';

export const taxIdRoutes: Route[] = [
  route('POST', url, taxIdFields.extend(expandable), ({ state, world }, fields, customer) =>
    addTaxId(state, world, findRow(world.customers, 'customer', customer).id, fields, 'value'),
  ),
  route('GET', url, z.strictObject({ ...expandable, ...paging }), ({ world }, page, customer) => {
    findRow(world.customers, 'customer', customer);
    const rows = [...world.taxIds.values()].filter((one) => one.customer === customer);
    return listPage(rows, `/v1/customers/${customer}/tax_ids`, page);
  }),
  route('DELETE', `${url}/:taxId`, z.strictObject({}), ({ state, world }, _, customer, id) => {
    const row = findRow(world.taxIds, 'tax ID', id);
    if (row.customer !== customer) return findRow(new Map<string, never>(), 'tax ID', id);
    world.taxIds.delete(id);
    emitEvent(state, world, 'customer.tax_id.deleted', row);
    return { id, object: 'tax_id', deleted: true };
  }),
];

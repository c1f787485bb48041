import type Stripe from 'stripe';
import { z } from 'zod';
import { finalizeInvoice } from '../life/finalize-invoice.ts';
import { payingMethod } from '../life/charge.ts';
import { emitEvent } from '../life/emit-event.ts';
import { schedule } from '../life/run-due.ts';
import { markPaid, settleInvoice, subscriptionOf } from '../life/settle-invoice.ts';
import { cardRefused, invalidRequest } from '../stripe-refusal.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { expandable, hashOf, paging, range, text, yesNo } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const one = z.strictObject(expandable);
const listFields = hashOf<Stripe.InvoiceListParams>()({
  ...expandable,
  ...paging,
  created: range.optional(),
  customer: text.optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  subscription: text.optional(),
});
const payFields = hashOf<Stripe.InvoicePayParams>()({
  ...expandable,
  off_session: yesNo.optional(),
  paid_out_of_band: yesNo.optional(),
  payment_method: text.optional(),
});

export const invoiceRoutes: Route[] = [
  route('GET', '/v1/invoices', listFields, ({ world }, { created, customer, status, subscription, ...page }) => {
    if (customer !== undefined) namedRow(world.customers, 'customer', customer, 'customer');
    if (subscription !== undefined) namedRow(world.subscriptions, 'subscription', subscription, 'subscription');
    const rows = [...world.invoices.values()].filter(
      (row) =>
        inRange(row.created, created) &&
        (customer === undefined || row.customer === customer) &&
        (status === undefined || row.status === status) &&
        (subscription === undefined || row.parent?.subscription_details?.subscription === subscription),
    );
    return listPage(rows, '/v1/invoices', page);
  }),
  route('GET', '/v1/invoices/:id', one, ({ world }, _, id) => findRow(world.invoices, 'invoice', id)),
  route(
    'POST',
    '/v1/invoices/:id/finalize',
    one.extend({ auto_advance: yesNo.optional() }),
    ({ state, world }, _, id) => {
      const row = findRow(world.invoices, 'invoice', id);
      if (row.status !== 'draft')
        throw invalidRequest('This invoice is already finalized.', undefined, 'invoice_not_editable');
      schedule(state, `finalize:${id}`, null, () => undefined);
      finalizeInvoice(state, world, row);
      return row;
    },
  ),
  route('POST', '/v1/invoices/:id/pay', payFields, ({ state, world }, fields, id) => {
    const row = findRow(world.invoices, 'invoice', id);
    if (row.status === 'paid') throw invalidRequest('Invoice is already paid', undefined, 'invoice_already_paid');
    if (row.status !== 'draft' && row.status !== 'open')
      throw invalidRequest(`This invoice is ${row.status} and cannot be paid.`);
    if (fields.payment_method !== undefined)
      namedRow(world.paymentMethods, 'PaymentMethod', fields.payment_method, 'payment_method');
    const method = fields.payment_method ?? payingMethod(world, row, subscriptionOf(world, row));
    if (method === null && fields.paid_out_of_band !== true)
      throw invalidRequest(
        'There is no `default_payment_method` set on this Customer or Invoice. Please set a `default_payment_method` prior to making a payment.',
      );
    schedule(state, `finalize:${id}`, null, () => undefined);
    if (row.status === 'draft') finalizeInvoice(state, world, row);
    if (fields.paid_out_of_band === true) markPaid(state, world, row);
    else {
      const intent = settleInvoice(state, world, row, method ?? undefined, true);
      if (intent !== null && intent.status !== 'succeeded')
        throw cardRefused(intent.last_payment_error?.decline_code ?? 'generic_decline', intent);
    }
    return row;
  }),
  route('POST', '/v1/invoices/:id/void', one, ({ state, world }, _, id) => {
    const row = findRow(world.invoices, 'invoice', id);
    if (row.status !== 'open')
      throw invalidRequest('You can only void an open invoice.', undefined, 'invoice_not_editable');
    Object.assign(row, { status: 'void', auto_advance: false, next_payment_attempt: null });
    row.status_transitions.voided_at = state.clock.now();
    schedule(state, `retry:${id}`, null, () => undefined);
    emitEvent(state, world, 'invoice.voided', row);
    return row;
  }),
];

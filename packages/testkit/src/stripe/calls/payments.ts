import type Stripe from 'stripe';
import { z } from 'zod';
import { findRow } from '../wire/find-row.ts';
import { expandable, hashOf, paging, text } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const one = z.strictObject(expandable);
const methodFields = hashOf<Stripe.PaymentMethodListParams>()({
  ...expandable,
  ...paging,
  customer: text,
  type: z.enum(['card']).optional(),
});
const paymentFields = hashOf<Stripe.InvoicePaymentListParams>()({ ...expandable, ...paging, invoice: text.optional() });

/** What was paid with, and why a payment failed; made by the pages and by charging, never by these calls. */
export const paymentRoutes: Route[] = [
  route('GET', '/v1/payment_methods', methodFields, ({ world }, { customer, ...page }) => {
    findRow(world.customers, 'customer', customer);
    return listPage(
      [...world.paymentMethods.values()].filter((row) => row.customer === customer),
      '/v1/payment_methods',
      page,
    );
  }),
  route('GET', '/v1/payment_methods/:id', one, ({ world }, _, id) =>
    findRow(world.paymentMethods, 'PaymentMethod', id),
  ),
  route('GET', '/v1/payment_intents/:id', one, ({ world }, _, id) =>
    findRow(world.paymentIntents, 'payment_intent', id),
  ),
  route('GET', '/v1/invoice_payments', paymentFields, ({ world }, { invoice, ...page }) =>
    listPage(
      [...world.invoicePayments.values()].filter((row) => invoice === undefined || row.invoice === invoice),
      '/v1/invoice_payments',
      page,
    ),
  ),
];

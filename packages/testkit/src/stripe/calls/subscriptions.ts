import { z } from 'zod';
import { addDiscount } from '../life/add-discount.ts';
import { changeSubscription } from '../life/change-subscription.ts';
import { endSubscription } from '../life/end-subscription.ts';
import { invoiceNow } from '../life/invoice-now.ts';
import { planTurn } from '../life/turn-subscription.ts';
import { updateSubscription } from '../life/update-subscription.ts';
import { prorate } from '../money/prorate.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import { mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { expandable } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';
import { cancellationChange } from './cancellation-change.ts';
import { updateFields, cancelFields, listFields } from './subscription-fields.ts';

export const subscriptionRoutes: Route[] = [
  route('GET', '/v1/subscriptions', listFields, ({ world }, { created, customer, price, status, ...page }) => {
    if (customer !== undefined) namedRow(world.customers, 'customer', customer, 'customer');
    const rows = [...world.subscriptions.values()].filter(
      (one) =>
        inRange(one.created, created) &&
        (customer === undefined || one.customer === customer) &&
        (price === undefined || one.items.data.some((item) => item.price.id === price)) &&
        (status === 'all' ||
          (status === undefined
            ? one.status !== 'canceled'
            : one.status === (status === 'ended' ? 'canceled' : status))),
    );
    return listPage(rows, '/v1/subscriptions', page);
  }),
  route('GET', '/v1/subscriptions/:id', z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.subscriptions, 'subscription', id),
  ),
  route('POST', '/v1/subscriptions/:id', updateFields, ({ state, world }, fields, id) => {
    const row = findRow(world.subscriptions, 'subscription', id);
    const harmless = ['metadata', 'cancellation_details', 'expand'];
    if (row.status === 'canceled' && Object.keys(fields).some((name) => !harmless.includes(name)))
      throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
    if (fields.cancel_at !== undefined && fields.cancel_at_period_end !== undefined)
      throw invalidRequest(
        'You may only specify one of these parameters: cancel_at, cancel_at_period_end.',
        'cancel_at',
      );
    if (fields.default_payment_method !== undefined)
      namedRow(world.paymentMethods, 'PaymentMethod', fields.default_payment_method, 'default_payment_method');
    cancellationChange(state, row, fields);
    const draft = { ...row, discounts: fields.discounts === undefined ? row.discounts : [] };
    for (const one of fields.discounts ?? [])
      addDiscount(state, world, draft, one.coupon ?? null, one.promotion_code ?? null);
    const changes = fields.items !== undefined || fields.trial_end !== undefined;
    if (changes || fields.billing_cycle_anchor === 'now') changeSubscription(state, world, row, fields);
    updateSubscription(state, world, row, {
      ...cancellationChange(state, row, fields),
      discounts: draft.discounts,
      ...(fields.automatic_tax === undefined
        ? {}
        : { automatic_tax: { ...row.automatic_tax, enabled: fields.automatic_tax.enabled } }),
      default_payment_method: fields.default_payment_method,
      description: fields.description,
      ...(fields.metadata === undefined ? {} : { metadata: mergeMetadata(row.metadata, fields.metadata) }),
    });
    if (row.status !== 'canceled') planTurn(state, world, row);
    return row;
  }),
  route('DELETE', '/v1/subscriptions/:id', cancelFields, ({ state, world }, fields, id) => {
    const row = findRow(world.subscriptions, 'subscription', id);
    if (row.status === 'canceled') return findRow(new Map<string, never>(), 'subscription', id);
    if (fields.prorate === true && row.status !== 'trialing')
      for (const item of row.items.data)
        world.pending.push({
          ...prorate(world, row, item, -1, state.clock.now()),
          id: newId(state, 'ii'),
          subscription: id,
        });
    if (fields.invoice_now === true) invoiceNow(state, world, row, 'subscription_update', []);
    Object.assign(row, cancellationChange(state, row, { cancellation_details: fields.cancellation_details }));
    endSubscription(state, world, row, 'cancellation_requested');
    return row;
  }),
];

import type Stripe from 'stripe';
import { z } from 'zod';
import { expireSession } from '../life/expire-session.ts';
import { schedule } from '../life/run-due.ts';
import type { SessionRow } from '../billing-rows.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import { mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import { expandable, hashOf, paging, text } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Context, Route } from '../wire/route.ts';
import { sessionFields } from './checkout-fields.ts';
import type { SessionFields } from './checkout-fields.ts';
import { checkSession } from './check-session.ts';

const day = 86_400;
const listFields = hashOf<Stripe.Checkout.SessionListParams>()({
  ...expandable,
  ...paging,
  customer: text.optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
  subscription: text.optional(),
});

export const checkoutRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', sessionFields, (context, fields) => createSession(context, fields)),
  route('GET', '/v1/checkout/sessions', listFields, ({ world }, { customer, status, subscription, ...page }) => {
    const rows = [...world.sessions.values()].filter(
      (one) =>
        (customer === undefined || one.customer === customer) &&
        (status === undefined || one.status === status) &&
        (subscription === undefined || one.subscription === subscription),
    );
    return listPage(rows, '/v1/checkout/sessions', page);
  }),
  route('GET', '/v1/checkout/sessions/:id', z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.sessions, 'checkout.session', id),
  ),
  route('POST', '/v1/checkout/sessions/:id/expire', z.strictObject(expandable), ({ state, world }, _, id) => {
    const row = findRow(world.sessions, 'checkout.session', id);
    if (row.status !== 'open')
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${row.status}.`,
      );
    expireSession(state, world, row);
    return row;
  }),
];

function createSession({ state, world }: Context, fields: SessionFields): SessionRow {
  const now = state.clock.now();
  const lines = fields.line_items.map((line, index) => {
    const price = namedRow(world.prices, 'price', line.price, `line_items[${index}][price]`);
    if (!price.active)
      throw invalidRequest(
        'The price specified is inactive. This field only accepts active prices.',
        `line_items[${index}][price]`,
      );
    return { price, quantity: line.quantity ?? 1 };
  });
  checkSession(world, fields, lines);
  const expires = fields.expires_at ?? now + day;
  if (expires < now + 1_800 || expires > now + day)
    throw invalidRequest(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    );
  const trial = fields.subscription_data;
  const id = newId(state, world.livemode ? 'cs_live' : 'cs_test');
  const amount = lines.reduce((all, { price, quantity }) => all + (price.unit_amount ?? 0) * quantity, 0);
  const due = trial?.trial_period_days === undefined && trial?.trial_end === undefined ? amount : 0;
  const taxed = fields.automatic_tax?.enabled ?? false;
  const row: SessionRow = {
    id,
    object: 'checkout.session',
    allow_promotion_codes: fields.allow_promotion_codes ?? null,
    amount_subtotal: due,
    amount_total: due,
    automatic_tax: {
      enabled: taxed,
      liability: taxed ? { type: 'self' } : null,
      provider: taxed ? 'stripe' : null,
      status: taxed ? 'requires_location_inputs' : null,
    },
    billing_address_collection: fields.billing_address_collection ?? null,
    cancel_url: fields.cancel_url ?? null,
    client_reference_id: fields.client_reference_id ?? null,
    client_secret: null,
    created: now,
    currency: lines[0]?.price.currency ?? null,
    customer: fields.customer ?? null,
    customer_creation: fields.customer === undefined ? 'always' : null,
    customer_details: null,
    customer_email: fields.customer_email ?? null,
    discounts: [],
    expires_at: expires,
    invoice: null,
    livemode: world.livemode,
    locale: fields.locale ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    mode: 'subscription',
    payment_intent: null,
    payment_method_collection: fields.payment_method_collection ?? 'always',
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    setup_intent: null,
    status: 'open',
    subscription: null,
    success_url: fields.success_url,
    tax_id_collection: {
      enabled: fields.tax_id_collection?.enabled ?? false,
      required: fields.tax_id_collection?.required ?? 'never',
    },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${state.url}/c/pay/${id}`,
  };
  const [discount] = fields.discounts ?? [];
  world.sessions.set(id, row);
  world.plans.set(id, {
    lines: structuredClone(lines),
    trialDays: trial?.trial_period_days ?? null,
    trialEnd: trial?.trial_end ?? null,
    missingPaymentMethod: trial?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    metadata: mergeMetadata({}, trial?.metadata),
    description: trial?.description ?? null,
    promotionCode: discount?.promotion_code ?? null,
    coupon: discount?.coupon ?? null,
    savesAddress: fields.customer_update?.address === 'auto',
  });
  schedule(state, `session:${id}`, expires, () => expireSession(state, world, row));
  return row;
}

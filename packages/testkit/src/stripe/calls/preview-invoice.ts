import type Stripe from 'stripe';
import { z } from 'zod';
import { addDiscount } from '../life/add-discount.ts';
import { buildInvoice } from '../life/build-invoice.ts';
import { previewChange } from '../life/change-subscription.ts';
import { periodLines } from '../life/period-lines.ts';
import { planChange } from '../life/plan-change.ts';
import { draftSubscription } from '../life/start-subscription.ts';
import { usageLines } from '../life/usage-lines.ts';
import { beginPeriod } from '../life/turn-subscription.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { World } from '../stripe-state.ts';
import { namedRow } from '../wire/find-row.ts';
import { expandable, hashOf, orEmpty, moment, text, yesNo } from '../wire/form-fields.ts';
import { route } from '../wire/route.ts';
import type { Context, Route } from '../wire/route.ts';
import { itemFields, prorationBehavior, trialEnd } from './subscription-fields.ts';

const previewFields = hashOf<Stripe.InvoiceCreatePreviewParams>()({
  ...expandable,
  automatic_tax: hashOf<Stripe.InvoiceCreatePreviewParams.AutomaticTax>()({ enabled: yesNo }).optional(),
  customer: text.optional(),
  discounts: orEmpty(
    z.array(
      hashOf<Stripe.InvoiceCreatePreviewParams.Discount>()({
        coupon: text.optional(),
        promotion_code: text.optional(),
      }),
    ),
  ).optional(),
  subscription: text.optional(),
  subscription_details: hashOf<Stripe.InvoiceCreatePreviewParams.SubscriptionDetails>()({
    billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
    cancel_at_period_end: yesNo.optional(),
    items: z.array(itemFields).optional(),
    proration_behavior: prorationBehavior.optional(),
    proration_date: moment.optional(),
    trial_end: trialEnd.optional(),
  }).optional(),
});
type Fields = z.output<typeof previewFields>;

/** What would be billed, with nothing kept: a change of a subscription, its next period, or a new subscription. */
export const previewInvoiceRoutes: Route[] = [
  route('POST', '/v1/invoices/create_preview', previewFields, ({ state, world }, fields) => {
    const scratch: World = {
      ...world,
      discounts: new Map(structuredClone([...world.discounts])),
      coupons: new Map(structuredClone([...world.coupons])),
      promotionCodes: new Map(structuredClone([...world.promotionCodes])),
    };
    const invoice = preview({ state, world: scratch }, fields);
    return { ...invoice, id: invoice.id.replace('in_', 'upcoming_in_'), auto_advance: false };
  }),
];

function preview({ state, world }: Context, fields: Fields) {
  if (fields.subscription === undefined) return previewNew({ state, world }, fields);
  const row = structuredClone(namedRow(world.subscriptions, 'subscription', fields.subscription, 'subscription'));
  if (fields.customer !== undefined && fields.customer !== row.customer)
    throw invalidRequest(`The subscription ${row.id} does not belong to the customer ${fields.customer}.`, 'customer');
  applyDiscounts({ state, world }, row, fields);
  if (row.status === 'canceled')
    throw invalidRequest(
      'You cannot preview the upcoming invoice for a canceled subscription.',
      'subscription',
      'invoice_upcoming_none',
    );
  if (fields.automatic_tax !== undefined) row.automatic_tax.enabled = fields.automatic_tax.enabled;
  const change = fields.subscription_details ?? {};
  const plan = planChange(state, world, row, change);
  const [first] = plan.next.items.data;
  const ends = change.cancel_at_period_end ?? row.cancel_at_period_end;
  const billsNow = plan.newPeriod || change.proration_behavior === 'always_invoice';
  const used = billsNow ? [] : usageLines(world, plan.next);
  if (!billsNow && first !== undefined) {
    if (ends && plan.prorations.length === 0)
      throw invalidRequest('No upcoming invoices for customer: ' + row.customer, undefined, 'invoice_upcoming_none');
    if (plan.next.status === 'trialing') Object.assign(plan.next, { status: 'active' });
    beginPeriod(plan.next, first.current_period_end);
  }
  return previewChange(state, world, plan, !billsNow && !ends, used);
}

function previewNew({ state, world }: Context, fields: Fields) {
  if (fields.customer === undefined)
    throw invalidRequest('You must pass either a customer or a subscription.', 'customer', 'parameter_missing');
  namedRow(world.customers, 'customer', fields.customer, 'customer');
  const items = fields.subscription_details?.items ?? [];
  if (items.length === 0)
    throw invalidRequest(`No upcoming invoices for customer: ${fields.customer}`, undefined, 'invoice_upcoming_none');
  const lines = items.map((item, index) => ({
    price: namedRow(world.prices, 'price', item.price ?? '', `subscription_details[items][${index}][price]`),
    quantity: item.quantity ?? 1,
  }));
  const end = fields.subscription_details?.trial_end;
  const plan = {
    lines,
    trialDays: null,
    trialEnd: typeof end === 'number' ? end : null,
    missingPaymentMethod: 'create_invoice' as const,
    metadata: {},
    description: null,
    promotionCode: null,
    coupon: null,
    savesAddress: false,
  };
  const row = draftSubscription(state, world, fields.customer, plan, null, fields.automatic_tax?.enabled ?? false);
  applyDiscounts({ state, world }, row, fields);
  return buildInvoice(state, world, row, 'upcoming', periodLines(world, row));
}

function applyDiscounts({ state, world }: Context, row: Parameters<typeof addDiscount>[2], fields: Fields): void {
  if (fields.discounts === undefined) return;
  row.discounts = [];
  for (const one of fields.discounts ?? [])
    addDiscount(state, world, row, one.coupon ?? null, one.promotion_code ?? null);
}

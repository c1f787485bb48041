import type { InvoiceRow } from '../billing-rows.ts';
import type { SessionPlan, StripeState, World } from '../stripe-state.ts';
import { addDiscount } from './add-discount.ts';
import { buildInvoice } from './build-invoice.ts';
import { periodLines } from './period-lines.ts';
import { draftSubscription } from './start-subscription.ts';

/** The first invoice that a plan leads to, with nothing kept. Throws StripeRefusal for a coupon that cannot be used. */
export function previewPlan(
  state: StripeState,
  world: World,
  customer: string,
  plan: SessionPlan,
  automaticTax: boolean,
): InvoiceRow {
  const scratch: World = {
    ...world,
    discounts: new Map(),
    coupons: new Map(structuredClone([...world.coupons])),
    promotionCodes: new Map(structuredClone([...world.promotionCodes])),
  };
  const row = draftSubscription(state, scratch, customer, plan, null, automaticTax);
  if (plan.coupon !== null || plan.promotionCode !== null)
    addDiscount(state, scratch, row, plan.coupon, plan.promotionCode);
  return buildInvoice(state, scratch, row, 'subscription_create', periodLines(scratch, row));
}

import type { SubscriptionRow } from '../billing-rows.ts';
import { addInterval } from '../money/add-interval.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { CouponRow, PromotionCodeRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { namedRow } from '../wire/find-row.ts';

/** The active promotion code of this text, in any case of letters; undefined when there is none. */
export function findPromotionCode(state: StripeState, world: World, code: string): PromotionCodeRow | undefined {
  const now = state.clock.now();
  return [...world.promotionCodes.values()].find(
    (one) =>
      one.code.toLowerCase() === code.trim().toLowerCase() &&
      one.active &&
      (one.expires_at === null || one.expires_at > now) &&
      (one.max_redemptions === null || one.times_redeemed < one.max_redemptions),
  );
}

/** Gives a subscription a coupon's discount and counts the redemption. */
export function addDiscount(
  state: StripeState,
  world: World,
  row: SubscriptionRow,
  couponId: string | null,
  promotionCode: string | null,
): void {
  const code =
    promotionCode === null
      ? null
      : namedRow(world.promotionCodes, 'promotion code', promotionCode, 'discounts[0][promotion_code]');
  const coupon = namedRow(world.coupons, 'coupon', code?.promotion.coupon ?? couponId ?? '', 'discounts[0][coupon]');
  const now = state.clock.now();
  checkCoupon(coupon, row.currency, now);
  const months = coupon.duration === 'repeating' ? (coupon.duration_in_months ?? 0) : null;
  const id = newId(state, 'di');
  world.discounts.set(id, {
    id,
    object: 'discount',
    checkout_session: null,
    customer: row.customer,
    end: months === null ? null : addInterval(now, { interval: 'month', interval_count: 1 }, months),
    invoice: null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: now,
    subscription: row.id,
    subscription_item: null,
  });
  row.discounts = [...row.discounts, id];
  coupon.times_redeemed += 1;
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) coupon.valid = false;
  if (code !== null) code.times_redeemed += 1;
}

/** Throws StripeRefusal for a coupon that is used up, out of date, or of another currency. */
export function checkCoupon(coupon: CouponRow, currency: string, now: number): void {
  if (!coupon.valid || (coupon.redeem_by !== null && coupon.redeem_by <= now))
    throw invalidRequest(
      `Coupon ${coupon.id} is used up or expired, and cannot be applied.`,
      'discounts',
      'coupon_expired',
    );
  if (coupon.currency !== null && coupon.currency !== currency)
    throw invalidRequest(
      `The coupon ${coupon.id} is in ${coupon.currency}, but the prices are in ${currency}.`,
      'discounts',
    );
}

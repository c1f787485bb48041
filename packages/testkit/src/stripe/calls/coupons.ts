import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../stripe-refusal.ts';
import type { CouponRow, PromotionCodeRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import { mergeMetadata } from '../wire/change-row.ts';
import { findRow, namedRow } from '../wire/find-row.ts';
import {
  count,
  currency,
  decimal,
  expandable,
  hashOf,
  metadata,
  moment,
  paging,
  text,
  yesNo,
} from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const couponFields = hashOf<Stripe.CouponCreateParams>()({
  ...expandable,
  amount_off: count.optional(),
  currency: currency.optional(),
  duration: z.enum(['forever', 'once', 'repeating']).optional(),
  duration_in_months: count.optional(),
  id: text.optional(),
  max_redemptions: count.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  percent_off: decimal.optional(),
  redeem_by: moment.optional(),
});
const codeFields = hashOf<Stripe.PromotionCodeCreateParams>()({
  ...expandable,
  active: yesNo.optional(),
  code: text.optional(),
  expires_at: moment.optional(),
  max_redemptions: count.optional(),
  metadata: metadata.optional(),
  promotion: hashOf<Stripe.PromotionCodeCreateParams.Promotion>()({ coupon: text, type: z.enum(['coupon']) }),
});

function checkCouponFields(fields: z.output<typeof couponFields>): void {
  if ((fields.percent_off === undefined) === (fields.amount_off === undefined))
    throw invalidRequest('You must pass either percent_off or amount_off.', 'percent_off');
  if (fields.percent_off !== undefined && (fields.percent_off <= 0 || fields.percent_off > 100))
    throw invalidRequest('Invalid decimal: percent_off must be above 0 and at most 100', 'percent_off');
  if (fields.amount_off !== undefined && fields.currency === undefined)
    throw invalidRequest('You must pass currency when passing amount_off', 'currency');
  if ((fields.duration === 'repeating') !== (fields.duration_in_months !== undefined))
    throw invalidRequest('duration_in_months is for the duration repeating, which needs it.', 'duration_in_months');
}

export const couponRoutes: Route[] = [
  route('POST', '/v1/coupons', couponFields, ({ state, world }, fields) => {
    checkCouponFields(fields);
    const id = fields.id ?? newId(state, 'coupon');
    if (world.coupons.has(id)) throw invalidRequest('Coupon already exists.', 'id', 'resource_already_exists');
    const row: CouponRow = {
      id,
      object: 'coupon',
      amount_off: fields.amount_off ?? null,
      created: state.clock.now(),
      currency: fields.amount_off === undefined ? null : (fields.currency ?? null),
      duration: fields.duration ?? 'once',
      duration_in_months: fields.duration_in_months ?? null,
      livemode: world.livemode,
      max_redemptions: fields.max_redemptions ?? null,
      metadata: mergeMetadata({}, fields.metadata),
      name: fields.name ?? null,
      percent_off: fields.percent_off ?? null,
      redeem_by: fields.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
    };
    world.coupons.set(id, row);
    return row;
  }),
  route('GET', '/v1/coupons/:id', z.strictObject(expandable), ({ world }, _, id) =>
    findRow(world.coupons, 'coupon', id),
  ),
  route('POST', '/v1/promotion_codes', codeFields, ({ state, world }, fields) => {
    namedRow(world.coupons, 'coupon', fields.promotion.coupon, 'promotion[coupon]');
    const id = newId(state, 'promo');
    const row: PromotionCodeRow = {
      id,
      object: 'promotion_code',
      active: fields.active ?? true,
      code: fields.code ?? id.slice(-8).toUpperCase(),
      created: state.clock.now(),
      customer: null,
      expires_at: fields.expires_at ?? null,
      livemode: world.livemode,
      max_redemptions: fields.max_redemptions ?? null,
      metadata: mergeMetadata({}, fields.metadata),
      promotion: fields.promotion,
      restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
      times_redeemed: 0,
    };
    const taken = [...world.promotionCodes.values()].some(
      (one) => one.active && one.code.toLowerCase() === row.code.toLowerCase(),
    );
    if (taken)
      throw invalidRequest(
        'An active promotion code with `code: ' + row.code + '` already exists.',
        'code',
        'resource_already_exists',
      );
    world.promotionCodes.set(id, row);
    return row;
  }),
  route(
    'GET',
    '/v1/promotion_codes',
    hashOf<Stripe.PromotionCodeListParams>()({
      ...expandable,
      ...paging,
      code: text.optional(),
      active: yesNo.optional(),
    }),
    ({ world }, { active, code, ...page }) => {
      const rows = [...world.promotionCodes.values()].filter(
        (one) =>
          (active === undefined || one.active === active) &&
          (code === undefined || one.code.toLowerCase() === code.toLowerCase()),
      );
      return listPage(rows, '/v1/promotion_codes', page);
    },
  ),
];

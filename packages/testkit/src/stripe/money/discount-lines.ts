import type { LineRow } from '../billing-rows.ts';
import type { CouponRow, DiscountRow } from '../stripe-rows.ts';
import type { World } from '../stripe-state.ts';
import { shareOf, splitOver } from './share-of.ts';

/** The discounts of these ids that hold at the moment, with their coupons. */
export function activeDiscounts(
  world: World,
  ids: string[],
  at: number,
): { discount: DiscountRow; coupon: CouponRow }[] {
  return ids.flatMap((id) => {
    const discount = world.discounts.get(id);
    const coupon = discount === undefined ? undefined : world.coupons.get(discount.source.coupon);
    const holds = discount !== undefined && (discount.end === null || discount.end > at);
    return holds && coupon !== undefined ? [{ discount, coupon }] : [];
  });
}

/** Takes each discount from what the ones before it left; writes it into the lines, whose parts add up to it exactly. */
export function discountLines(lines: LineRow[], discounts: { discount: DiscountRow; coupon: CouponRow }[]): void {
  const open = lines.filter((line) => line.discountable && line.amount > 0);
  for (const { discount, coupon } of discounts) {
    const left = open.map((line) => line.amount - discountOf(line));
    const sum = left.reduce((all, one) => all + one, 0);
    const off = Math.min(
      sum,
      coupon.percent_off === null ? (coupon.amount_off ?? 0) : percentOf(sum, coupon.percent_off),
    );
    const parts = splitOver(off, left);
    for (const [index, line] of open.entries())
      line.discount_amounts = [...(line.discount_amounts ?? []), { amount: parts[index] ?? 0, discount: discount.id }];
  }
}

/** What is taken from a line. */
export function discountOf(line: Pick<LineRow, 'discount_amounts'>): number {
  return (line.discount_amounts ?? []).reduce((all, one) => all + one.amount, 0);
}

/** A percentage with up to four decimals of an amount, in minor units. */
export function percentOf(amount: number, percent: number): number {
  return shareOf(amount, Math.round(percent * 10_000), 1_000_000);
}

import type { LineRow } from '../billing-rows.ts';
import type { CustomerRow, PriceRow } from '../stripe-rows.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { discountOf, percentOf } from './discount-lines.ts';
import { shareOf } from './share-of.ts';

/**
 * Taxes each line where automatic tax is asked for: the percentage that the test set for the customer's country, none for
 * a business of another country with a VAT id (reverse charge), none where nothing is set (not collecting).
 */
export function taxLines(
  state: StripeState,
  world: World,
  customer: CustomerRow,
  lines: { line: LineRow; price: PriceRow }[],
): void {
  const country = customer.address?.country ?? '';
  const percent = state.taxPercent.get(country);
  const hasVatId = [...world.taxIds.values()].some((one) => one.customer === customer.id && one.type === 'eu_vat');
  const reverse = hasVatId && country !== state.accountCountry;
  for (const { line, price } of lines) {
    const inclusive = price.tax_behavior === 'inclusive';
    const taxable = line.amount - discountOf(line);
    const rate = percent === undefined || reverse || customer.tax_exempt === 'exempt' ? 0 : percent;
    const inside = Math.round(rate * 10_000);
    const amount = inclusive ? shareOf(taxable, inside, 1_000_000 + inside) : percentOf(taxable, rate);
    line.taxes = [
      {
        amount,
        tax_behavior: inclusive ? 'inclusive' : 'exclusive',
        tax_rate_details: null,
        taxability_reason: reverse ? 'reverse_charge' : percent === undefined ? 'not_collecting' : 'standard_rated',
        taxable_amount: rate === 0 ? 0 : inclusive ? taxable - amount : taxable,
        type: 'tax_rate_details',
      },
    ];
  }
}

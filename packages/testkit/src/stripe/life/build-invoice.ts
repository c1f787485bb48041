import type { InvoiceRow, LineRow, SubscriptionRow } from '../billing-rows.ts';
import { activeDiscounts, discountLines, discountOf } from '../money/discount-lines.ts';
import { taxLines } from '../money/tax-lines.ts';
import type { PriceRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { findRow } from '../wire/find-row.ts';

export type LineDraft = {
  item: string;
  price: PriceRow;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
  invoiceItem: string | null;
};

const sum = (amounts: number[]): number => amounts.reduce((all, one) => all + one, 0);

/** A draft invoice with all its sums: lines, less discounts, plus tax, less the customer's credit. It is not stored. */
export function buildInvoice(
  state: StripeState,
  world: World,
  subscription: SubscriptionRow,
  reason: InvoiceRow['billing_reason'],
  drafts: LineDraft[],
): InvoiceRow {
  const now = state.clock.now();
  const customer = findRow(world.customers, 'customer', subscription.customer);
  const id = newId(state, 'in');
  const lines = drafts.map((draft) => lineRow(state, world, subscription, id, draft));
  const discounts = activeDiscounts(world, subscription.discounts, now);
  discountLines(lines, discounts);
  const asked = subscription.automatic_tax.enabled;
  if (asked)
    taxLines(
      state,
      world,
      customer,
      lines.flatMap((line, index) => {
        const draft = drafts[index];
        return draft === undefined ? [] : [{ line, price: draft.price }];
      }),
    );
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive').map((tax) => tax.amount));
  const inclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'inclusive').map((tax) => tax.amount));
  const subtotal = sum(lines.map((line) => line.amount));
  const net = subtotal - sum(lines.map(discountOf));
  const total = net + exclusive;
  const owed = total + customer.balance;
  return {
    id,
    object: 'invoice',
    account_country: state.accountCountry,
    amount_due: Math.max(0, owed),
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: Math.max(0, owed),
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: asked,
      liability: asked ? { type: 'self' } : null,
      provider: asked ? 'stripe' : null,
      status: asked ? 'complete' : null,
    },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: now,
    currency: subscription.currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_tax_ids: [...world.taxIds.values()]
      .filter((one) => one.customer === customer.id)
      .map(({ type, value }) => ({ type, value })),
    description: null,
    discounts: discounts.map(({ discount }) => discount.id),
    due_date: null,
    ending_balance: Math.min(0, owed),
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: world.livemode,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: now,
    period_start: reason === 'subscription_cycle' ? (subscription.items.data[0]?.current_period_start ?? now) : now,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_discount_amounts: discounts.map(({ discount }) => ({
      amount: sum(
        lines.flatMap((line) =>
          (line.discount_amounts ?? []).filter((one) => one.discount === discount.id).map((one) => one.amount),
        ),
      ),
      discount: discount.id,
    })),
    total_excluding_tax: net - inclusive,
    total_taxes: taxes,
  };
}

function lineRow(
  state: StripeState,
  world: World,
  subscription: SubscriptionRow,
  invoice: string,
  draft: LineDraft,
): LineRow {
  const proration = draft.invoiceItem !== null;
  const details = { proration, proration_details: null, subscription: subscription.id };
  return {
    id: newId(state, 'il'),
    object: 'line_item',
    amount: draft.amount,
    currency: subscription.currency,
    description: draft.description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice,
    livemode: world.livemode,
    metadata: {},
    parent:
      draft.invoiceItem === null
        ? {
            invoice_item_details: null,
            subscription_item_details: { ...details, invoice_item: null, subscription_item: draft.item },
            type: 'subscription_item_details',
          }
        : {
            invoice_item_details: { ...details, invoice_item: draft.invoiceItem },
            subscription_item_details: null,
            type: 'invoice_item_details',
          },
    period: draft.period,
    pricing: { type: 'price_details', price_details: { price: draft.price.id, product: draft.price.product } },
    quantity: draft.quantity,
    subscription: subscription.id,
    subtotal: draft.amount,
    taxes: [],
  };
}

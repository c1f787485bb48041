import { afterEach, beforeEach, expect, it } from 'vitest';
import { addInterval, nextCycle } from './money/add-interval.ts';
import { shareOf, splitOver } from './money/share-of.ts';
import { day, newYear, openShop, refusalOf, subscribe } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.server.close());

// January has 31 days: 2,678,400 seconds. After 10 days and 1 second, 1,814,399 are left.
const later = newYear + 10 * day + 1;
// 1000 × 1814399 ÷ 2678400 = 677.4189…, 3000 × 1814399 ÷ 2678400 = 2032.2569…
const [back, forth] = [-677, 2_032];

it('counts shares exactly, halves away from zero, and splits without a rest', () => {
  expect([shareOf(1, 1, 2), shareOf(-1, 1, 2), shareOf(1, 49, 100)]).toEqual([1, -1, 0]);
  // 999999999999 ÷ 2678400 = 373357.228…; 999999999999 less that is …626641.77
  expect(shareOf(999_999_999_999, 2_678_399, 2_678_400)).toBe(999_999_626_642);
  expect(splitOver(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(splitOver(5, [0, 0])).toEqual([0, 0]);
  const month = { interval: 'month', interval_count: 1 };
  expect(addInterval(Date.UTC(2024, 0, 31) / 1_000, month, 1)).toBe(Date.UTC(2024, 1, 29) / 1_000);
  expect(nextCycle(Date.UTC(2026, 0, 31) / 1_000, month, Date.UTC(2026, 1, 28) / 1_000)).toBe(
    Date.UTC(2026, 2, 31) / 1_000,
  );
  expect(addInterval(Date.UTC(2024, 1, 29) / 1_000, { interval: 'year', interval_count: 1 }, 1)).toBe(
    Date.UTC(2025, 1, 28) / 1_000,
  );
});

it('bills an upgrade at once: 20.32 for the rest of the month less 6.77 unused is 13.55', async () => {
  const { stripe, server, pro } = shop;
  const { customer, subscription } = await subscribe(shop);
  server.advanceTo(later);
  const item = subscription.items.data[0]?.id ?? '';
  const change = { items: [{ id: item, price: pro.id }], proration_behavior: 'always_invoice' as const };
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { ...change, proration_date: later },
  });
  expect(preview).toMatchObject({ amount_due: forth + back, total: 1_355, status: 'draft', currency: 'eur' });
  expect(preview.lines.data.map((line) => line.amount)).toEqual([back, forth]);
  expect(preview.lines.data.every((line) => line.parent?.invoice_item_details?.proration === true)).toBe(true);
  expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.price.id).not.toBe(pro.id);
  const after = await stripe.subscriptions.update(subscription.id, {
    ...change,
    proration_date: later,
    expand: ['latest_invoice'],
  });
  expect(after).toMatchObject({
    items: {
      data: [
        { id: item, price: { id: pro.id }, current_period_start: newYear, current_period_end: newYear + 31 * day },
      ],
    },
    latest_invoice: { status: 'paid', amount_paid: 1_355, billing_reason: 'subscription_update' },
  });
  server.advanceTo(newYear + 31 * day + 3_600);
  expect((await stripe.invoices.list({ customer: customer.id })).data.map((one) => one.total)).toEqual([
    3_000, 1_355, 1_000,
  ]);
});

it('puts prorations on the next invoice unless told otherwise, and none where none are wanted', async () => {
  const { stripe, server, pro } = shop;
  const [one, two] = [await subscribe(shop), await subscribe(shop)];
  server.advanceTo(later);
  const items = (id: typeof one) => [{ id: id.subscription.items.data[0]?.id ?? '', price: pro.id }];
  const preview = await stripe.invoices.createPreview({
    subscription: one.subscription.id,
    subscription_details: { items: items(one) },
  });
  expect(preview.total).toBe(3_000 + forth + back);
  await stripe.subscriptions.update(one.subscription.id, { items: items(one) });
  await stripe.subscriptions.update(two.subscription.id, { items: items(two), proration_behavior: 'none' });
  expect((await stripe.invoices.createPreview({ subscription: one.subscription.id })).total).toBe(4_355);
  server.advanceTo(newYear + 31 * day + 3_600);
  const totals = async (id: string) =>
    (await stripe.invoices.list({ subscription: id })).data.map((invoice) => invoice.total);
  expect([await totals(one.subscription.id), await totals(two.subscription.id)]).toEqual([
    [4_355, 1_000],
    [3_000, 1_000],
  ]);
});

it('gives back what is too much as credit: a downgrade of 13.55 leaves that much for the next invoice', async () => {
  const { stripe, server, starter, pro } = shop;
  const { customer, subscription } = await subscribe(shop, { line_items: [{ price: pro.id, quantity: 1 }] });
  server.advanceTo(later);
  const items = [{ id: subscription.items.data[0]?.id ?? '', price: starter.id }];
  const after = await stripe.subscriptions.update(subscription.id, {
    items,
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(after.latest_invoice).toMatchObject({ total: -1_355, amount_due: 0, status: 'paid', ending_balance: -1_355 });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1_355 });
  server.advanceTo(newYear + 31 * day + 3_600);
  const [next] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(next).toMatchObject({ total: 1_000, starting_balance: -1_355, amount_due: 0, ending_balance: -355 });
});

it('counts quantities and yen: 3 × 500 yen for half of January is 750, with nothing after the point', async () => {
  const { stripe, server, product } = shop;
  const yen = { currency: 'jpy', product: product.id, recurring: { interval: 'month' as const } };
  const [small, large] = [
    await stripe.prices.create({ ...yen, unit_amount: 500 }),
    await stripe.prices.create({ ...yen, unit_amount: 1_001 }),
  ];
  const { subscription } = await subscribe(shop, { line_items: [{ price: small.id, quantity: 3 }] });
  server.advanceTo(newYear + 15.5 * day);
  const items = [{ id: subscription.items.data[0]?.id ?? '', price: large.id, quantity: 1 }];
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { items, proration_behavior: 'always_invoice' },
  });
  // 1001 ÷ 2 = 500.5, rounded away from zero.
  expect([preview.lines.data.map((line) => line.amount), preview.total]).toEqual([[-750, 501], -249]);
});

it('begins a new period where the interval changes: the year’s price less what is left of the month', async () => {
  const { stripe, server, product } = shop;
  const yearly = await stripe.prices.create({
    currency: 'eur',
    product: product.id,
    unit_amount: 10_000,
    recurring: { interval: 'year' },
  });
  const { subscription } = await subscribe(shop);
  server.advanceTo(later);
  const after = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id ?? '', price: yearly.id }],
    expand: ['latest_invoice'],
  });
  expect(after).toMatchObject({
    billing_cycle_anchor: later,
    items: { data: [{ current_period_start: later, current_period_end: later + 365 * day }] },
    latest_invoice: { total: 10_000 + back, status: 'paid' },
  });
});

it('takes a percentage off prorations too: half of 20.32 and of 6.77', async () => {
  const { stripe, server, pro } = shop;
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
  const { subscription } = await subscribe(shop, { discounts: [{ coupon: coupon.id }] });
  server.advanceTo(later);
  const items = [{ id: subscription.items.data[0]?.id ?? '', price: pro.id }];
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { items, proration_behavior: 'always_invoice' },
  });
  // 500 × 1814399 ÷ 2678400 = 338.709…, 1500 × … = 1016.128…
  expect(preview.lines.data.map((line) => line.amount)).toEqual([-339, 1_016]);
});

it('is past due when the upgrade’s charge fails, or changes nothing where that is asked', async () => {
  const { stripe, server, starter, pro } = shop;
  const { customer, subscription } = await subscribe(shop);
  server.advanceTo(later);
  const change = {
    items: [{ id: subscription.items.data[0]?.id ?? '', price: pro.id }],
    proration_behavior: 'always_invoice' as const,
  };
  server.failNextCharge(customer.id, 'insufficient_funds');
  const error = await refusalOf(
    stripe.subscriptions.update(subscription.id, { ...change, payment_behavior: 'error_if_incomplete' }),
  );
  expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' });
  const same = await stripe.subscriptions.retrieve(subscription.id);
  expect([same.status, same.items.data[0]?.price.id]).toEqual(['active', starter.id]);
  expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  server.failNextCharge(customer.id, 'insufficient_funds');
  const after = await stripe.subscriptions.update(subscription.id, change);
  expect([after.status, after.items.data[0]?.price.id]).toEqual(['past_due', pro.id]);
});

it('ends a trial at once when told, and prolongs it', async () => {
  const { stripe } = shop;
  const { subscription } = await subscribe(shop, { subscription_data: { trial_period_days: 14 } });
  expect(subscription.status).toBe('trialing');
  const longer = await stripe.subscriptions.update(subscription.id, { trial_end: newYear + 20 * day });
  expect(longer).toMatchObject({
    status: 'trialing',
    trial_end: newYear + 20 * day,
    items: { data: [{ current_period_end: newYear + 20 * day }] },
  });
  const ended = await stripe.subscriptions.update(subscription.id, { trial_end: 'now', expand: ['latest_invoice'] });
  expect(ended).toMatchObject({
    status: 'active',
    trial_end: newYear,
    latest_invoice: { total: 1_000, status: 'paid' },
    items: { data: [{ current_period_end: newYear + 31 * day }] },
  });
});

it('adds a second item where the first is not named, as Stripe does, and refuses prices that do not fit', async () => {
  const { stripe, product, starter, pro } = shop;
  const { subscription } = await subscribe(shop);
  const { id } = subscription;
  const dollars = await stripe.prices.create({
    currency: 'usd',
    product: product.id,
    unit_amount: 500,
    recurring: { interval: 'month' },
  });
  expect(await refusalOf(stripe.subscriptions.update(id, { items: [{ price: starter.id }] }))).toMatchObject({
    statusCode: 400,
  });
  expect(await refusalOf(stripe.subscriptions.update(id, { items: [{ price: dollars.id }] }))).toMatchObject({
    param: 'items[0][price]',
  });
  expect(await refusalOf(stripe.subscriptions.update(id, { items: [{ id: 'si_none', price: pro.id }] }))).toMatchObject(
    { code: 'resource_missing', param: 'items[0][id]' },
  );
  expect((await stripe.subscriptions.update(id, { items: [{ price: pro.id }] })).items.data).toHaveLength(2);
});

it('previews a subscription that does not exist yet', async () => {
  const { stripe, server, starter } = shop;
  server.setTax('DE', 19);
  const customer = await stripe.customers.create({ address: { country: 'DE' } });
  const coupon = await stripe.coupons.create({ percent_off: 33.3, duration: 'once' });
  const preview = await stripe.invoices.createPreview({
    customer: customer.id,
    automatic_tax: { enabled: true },
    discounts: [{ coupon: coupon.id }],
    subscription_details: { items: [{ price: starter.id, quantity: 1 }] },
  });
  // 1000 less 333 is 667; 19 % of it is 126.73.
  expect(preview).toMatchObject({
    subtotal: 1_000,
    total_discount_amounts: [{ amount: 333 }],
    total_excluding_tax: 667,
    total: 794,
    amount_due: 794,
  });
  expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(0);
  expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
});

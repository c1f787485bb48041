import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, newYear, openShop, refusalOf, subscribe } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.server.close());

const at = (month: number, date: number, hour = 0): number => Date.UTC(2026, month - 1, date, hour) / 1_000;
const status = async (id: string) => (await shop.stripe.subscriptions.retrieve(id)).status;

it('lives a year: twelve renewals on the first, drafts for an hour, then paid', async () => {
  const { stripe, server } = shop;
  const { subscription } = await subscribe(shop);
  server.advanceTo(at(2, 1));
  const renewed = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
  expect(renewed.items.data[0]).toMatchObject({ current_period_start: at(2, 1), current_period_end: at(3, 1) });
  expect(renewed.latest_invoice).toMatchObject({
    status: 'draft',
    automatically_finalizes_at: at(2, 1, 1),
    billing_reason: 'subscription_cycle',
    number: null,
  });
  server.advanceTo(at(2, 1, 1));
  expect(await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })).toMatchObject({
    latest_invoice: { status: 'paid', total: 1_000 },
  });
  server.advanceTo(newYear + 365 * day + 3_600);
  const invoices = await stripe.invoices
    .list({ subscription: subscription.id, limit: 100 })
    .autoPagingToArray({ limit: 100 });
  expect(invoices.map((one) => new Date(one.created * 1_000).toISOString().slice(0, 10)).toReversed()).toEqual([
    ...Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`),
    '2027-01-01',
  ]);
  expect(invoices.every((one) => one.status === 'paid' && one.amount_paid === 1_000)).toBe(true);
  expect(new Set(invoices.map((one) => one.number)).size).toBe(13);
});

it('keeps the last day of the month for who began on the 31st', async () => {
  const { server, stripe } = shop;
  server.advanceTo(at(1, 31, 12));
  const { subscription } = await subscribe(shop);
  const ends: string[] = [];
  for (const month of [2, 3, 4, 5]) {
    const [item] = (await stripe.subscriptions.retrieve(subscription.id)).items.data;
    ends.push(new Date((item?.current_period_end ?? 0) * 1_000).toISOString().slice(0, 13));
    server.advanceTo(at(month + 1, 1));
  }
  expect(ends).toEqual(['2026-02-28T12', '2026-03-31T12', '2026-04-30T12', '2026-05-31T12']);
});

it('fails, retries on schedule, and is unpaid at last; paying brings it back', async () => {
  const { stripe, server } = shop;
  server.setDunning([3, 5], 'unpaid');
  const { customer, subscription } = await subscribe(shop);
  for (let times = 0; times < 3; times += 1) server.failNextCharge(customer.id, 'insufficient_funds');
  server.advanceTo(at(2, 1, 1));
  const [failed] = (
    await stripe.invoices.list({ customer: customer.id, expand: ['data.payments.data.payment.payment_intent'] })
  ).data;
  expect(failed).toMatchObject({
    status: 'open',
    attempt_count: 1,
    attempted: true,
    amount_remaining: 1_000,
    next_payment_attempt: at(2, 4, 1),
    payments: {
      data: [
        {
          status: 'open',
          payment: {
            payment_intent: {
              status: 'requires_payment_method',
              last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
            },
          },
        },
      ],
    },
  });
  expect(await status(subscription.id)).toBe('past_due');
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: true });
  server.advanceTo(at(2, 4, 1));
  expect((await stripe.invoices.retrieve(failed?.id ?? '')).next_payment_attempt).toBe(at(2, 9, 1));
  expect(await status(subscription.id)).toBe('past_due');
  server.advanceTo(at(2, 9, 1));
  expect(await stripe.invoices.retrieve(failed?.id ?? '')).toMatchObject({
    attempt_count: 3,
    next_payment_attempt: null,
  });
  expect(await status(subscription.id)).toBe('unpaid');
  await stripe.invoices.pay(failed?.id ?? '');
  expect(await status(subscription.id)).toBe('active');
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: false });
  const kinds = server
    .events()
    .filter((one) => /payment_failed$|paid$/.test(one.type))
    .map((one) => one.type);
  expect(kinds.filter((one) => one === 'invoice.payment_failed')).toHaveLength(3);
  expect(await refusalOf(stripe.invoices.pay(failed?.id ?? ''))).toMatchObject({
    statusCode: 400,
    code: 'invoice_already_paid',
  });
});

it('is cancelled after the last try where that is set, and a retry that works makes it active', async () => {
  const { server } = shop;
  server.setDunning([3], 'canceled');
  const [lost, saved] = [await subscribe(shop), await subscribe(shop)];
  for (let times = 0; times < 2; times += 1) server.failNextCharge(lost.customer.id, 'generic_decline');
  server.failNextCharge(saved.customer.id, 'generic_decline');
  server.advanceTo(at(2, 2));
  expect([await status(lost.subscription.id), await status(saved.subscription.id)]).toEqual(['past_due', 'past_due']);
  server.advanceTo(at(2, 5));
  expect([await status(lost.subscription.id), await status(saved.subscription.id)]).toEqual(['canceled', 'active']);
  const [gone] = server.events().filter((one) => one.type === 'customer.subscription.deleted');
  expect(gone?.data.object).toMatchObject({
    id: lost.subscription.id,
    cancellation_details: { reason: 'payment_failed' },
  });
});

it('makes drafts that nobody charges while it is unpaid', async () => {
  const { stripe, server } = shop;
  server.setDunning([], 'unpaid');
  const { customer, subscription } = await subscribe(shop);
  server.failNextCharge(customer.id, 'generic_decline');
  server.advanceTo(at(4, 2));
  const statuses = (await stripe.invoices.list({ subscription: subscription.id })).data.map((one) => one.status);
  expect(statuses).toEqual(['draft', 'draft', 'open', 'paid']);
  expect(await status(subscription.id)).toBe('unpaid');
  const [open] = (await stripe.invoices.list({ subscription: subscription.id, status: 'open' })).data;
  await stripe.invoices.pay(open?.id ?? '');
  expect(await status(subscription.id)).toBe('unpaid');
  const [latest] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  await stripe.invoices.pay(latest?.id ?? '');
  expect(await status(subscription.id)).toBe('active');
});

it('says at once when paying by hand fails, and counts it not as a retry', async () => {
  const { stripe, server } = shop;
  const { customer } = await subscribe(shop);
  server.failNextCharge(customer.id, 'generic_decline');
  server.failNextCharge(customer.id, 'expired_card');
  server.advanceTo(at(2, 1, 1));
  const [open] = (await stripe.invoices.list({ customer: customer.id, status: 'open' })).data;
  const error = await refusalOf(stripe.invoices.pay(open?.id ?? ''));
  expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'expired_card' });
  expect((await stripe.invoices.retrieve(open?.id ?? '')).attempt_count).toBe(1);
  expect((await stripe.invoices.pay(open?.id ?? '', { paid_out_of_band: true })).status).toBe('paid');
});

it('ends at the end of the period, or goes on after all', async () => {
  const { stripe, server } = shop;
  const { subscription } = await subscribe(shop);
  const asked = await stripe.subscriptions.update(subscription.id, {
    cancel_at_period_end: true,
    cancellation_details: { feedback: 'too_expensive' },
  });
  expect(asked).toMatchObject({
    status: 'active',
    cancel_at_period_end: true,
    cancel_at: at(2, 1),
    canceled_at: newYear,
    cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive' },
  });
  const resumed = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  expect(resumed).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null });
  server.advanceTo(at(2, 2));
  expect(await status(subscription.id)).toBe('active');
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  server.advanceTo(at(3, 1));
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: 'canceled',
    ended_at: at(3, 1),
  });
  expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(2);
  expect(await refusalOf(stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false }))).toMatchObject({
    statusCode: 400,
  });
});

it('cancels at once, and only once', async () => {
  const { stripe } = shop;
  const { customer, subscription } = await subscribe(shop);
  expect(await stripe.subscriptions.cancel(subscription.id)).toMatchObject({ status: 'canceled', ended_at: newYear });
  expect(await refusalOf(stripe.subscriptions.cancel(subscription.id))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
  expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
  expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toHaveLength(1);
});

it('forgets a customer: what it had ends, and only its id is left', async () => {
  const { stripe, server } = shop;
  const { customer, subscription } = await subscribe(shop);
  expect(await stripe.customers.del(customer.id)).toMatchObject({ id: customer.id, deleted: true });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id, deleted: true });
  expect(await status(subscription.id)).toBe('canceled');
  expect(await refusalOf(stripe.customers.update(customer.id, { name: 'Ada' }))).toMatchObject({ statusCode: 404 });
  expect(server.events().at(-1)).toMatchObject({ type: 'customer.deleted' });
  server.advanceTo(at(3, 1));
  expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
});

it('changes discounts of a subscription that runs, and takes them away', async () => {
  const { stripe, server } = shop;
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever', max_redemptions: 1 });
  const { subscription } = await subscribe(shop);
  const { id } = subscription;
  const given = await stripe.subscriptions.update(id, { discounts: [{ coupon: coupon.id }], expand: ['discounts'] });
  expect(given.discounts).toMatchObject([{ source: { coupon: coupon.id } }]);
  const again = stripe.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] });
  expect(await refusalOf(again)).toMatchObject({ statusCode: 400, code: 'coupon_expired' });
  server.advanceTo(at(2, 2));
  await stripe.subscriptions.update(id, { discounts: '' });
  server.advanceTo(at(3, 2));
  const totals = (await stripe.invoices.list({ subscription: id })).data.map((one) => one.total);
  expect(totals).toEqual([1_000, 900, 1_000]);
});

it('runs with the machine’s clock where it is not told to stand, and can still be set forward', async () => {
  const running = await openShop({ startAt: undefined });
  const before = Math.floor(Date.now() / 1_000);
  expect(running.server.now()).toBeGreaterThanOrEqual(before);
  running.server.advanceTo(before + 40 * day);
  expect(running.server.now()).toBeGreaterThanOrEqual(before + 40 * day);
  expect(() => running.server.advanceTo(before)).toThrow(/only goes forward/);
  await running.server.close();
});

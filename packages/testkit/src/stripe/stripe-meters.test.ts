import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect, day, newYear, openShop, refusalOf, subscribe } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
let customer: string;
let meter: string;
beforeEach(async () => {
  shop = await openShop();
  customer = (await shop.stripe.customers.create({})).id;
  meter = (
    await shop.stripe.billing.meters.create({
      display_name: 'Bot hours',
      event_name: 'bot_hours',
      default_aggregation: { formula: 'sum' },
    })
  ).id;
});
afterEach(() => shop.server.close());

const report = (value: string, identifier: string, timestamp = newYear) =>
  shop.stripe.billing.meterEvents.create({
    event_name: 'bot_hours',
    identifier,
    timestamp,
    payload: { stripe_customer_id: customer, value },
  });
const sums = async (start_time: number, end_time: number) =>
  (
    await shop.stripe.billing.meters.listEventSummaries(meter, {
      customer,
      start_time,
      end_time,
      value_grouping_window: 'day',
      limit: 100,
    })
  ).data
    .map((one) => one.aggregated_value)
    .toReversed();

it('sums usage by day, and takes an identifier once within a day', async () => {
  const { stripe, server } = shop;
  await report('24', 'a');
  await report('1.5', 'b', newYear + 200);
  await report('7', 'c', newYear - 1);
  expect(await refusalOf(report('24', 'a'))).toMatchObject({
    statusCode: 400,
    message: 'An event already exists with identifier a.',
  });
  expect(await sums(newYear - day, newYear + day)).toEqual([7, 25.5]);
  const all = await stripe.billing.meters.listEventSummaries(meter, {
    customer,
    start_time: newYear - day,
    end_time: newYear + day,
  });
  expect(all.data).toMatchObject([{ aggregated_value: 32.5, meter }]);
  server.advanceTo(newYear + day);
  await report('24', 'a', newYear + day);
  expect(server.meterEvents()).toHaveLength(4);
});

it('refuses usage that no meter takes, of nobody, of nothing, of another time', async () => {
  const { stripe } = shop;
  const send = (event_name: string, payload: Record<string, string>) =>
    stripe.billing.meterEvents.create({ event_name, payload });
  expect(await refusalOf(send('cpu', { stripe_customer_id: customer, value: '1' }))).toMatchObject({
    statusCode: 400,
    param: 'event_name',
  });
  expect(await refusalOf(send('bot_hours', { value: '1' }))).toMatchObject({ statusCode: 400, param: 'payload' });
  expect(await refusalOf(send('bot_hours', { stripe_customer_id: customer, value: 'many' }))).toMatchObject({
    param: 'payload[value]',
  });
  expect(await refusalOf(report('1', 'old', newYear - 36 * day))).toMatchObject({ param: 'timestamp' });
  expect(await refusalOf(report('1', 'early', newYear + 301))).toMatchObject({ param: 'timestamp' });
  expect(
    await refusalOf(stripe.billing.meters.listEventSummaries(meter, { customer, start_time: 1, end_time: 61 })),
  ).toMatchObject({ param: 'start_time' });
});

it('lists meters, makes one for an event name only, and keeps them out of live mode', async () => {
  const { stripe, server } = shop;
  expect((await stripe.billing.meters.list({ status: 'active' })).data.map((one) => one.id)).toEqual([meter]);
  const twin = stripe.billing.meters.create({
    display_name: 'Twin',
    event_name: 'bot_hours',
    default_aggregation: { formula: 'count' },
  });
  expect(await refusalOf(twin)).toMatchObject({ statusCode: 400, param: 'event_name' });
  expect((await connect(server, 'sk_live_standin1').billing.meters.list()).data).toEqual([]);
});

it('bills usage after the period it was in: 36 hours at 2 cents are 0.72, besides the next month’s 10.00', async () => {
  const { stripe, server, product, starter } = shop;
  const hours = await stripe.prices.create({
    currency: 'eur',
    product: product.id,
    unit_amount: 2,
    recurring: { interval: 'month', usage_type: 'metered', meter },
  });
  const { customer: owner, subscription } = await subscribe(shop, {
    line_items: [{ price: starter.id, quantity: 1 }, { price: hours.id }],
  });
  for (const [identifier, value] of [
    ['x', '24'],
    ['y', '12'],
  ] as const)
    await stripe.billing.meterEvents.create({
      event_name: 'bot_hours',
      identifier,
      timestamp: newYear + 60,
      payload: { stripe_customer_id: owner.id, value },
    });
  expect((await stripe.invoices.createPreview({ subscription: subscription.id })).total).toBe(1_072);
  server.advanceTo(newYear + 31 * day + 3_600);
  const invoices = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoices.map((one) => one.total)).toEqual([1_072, 1_000]);
  expect(invoices[0]?.lines.data.map((line) => [line.amount, line.period.start])).toEqual([
    [72, newYear],
    [1_000, newYear + 31 * day],
  ]);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBody } from '../http/read-body.ts';
import { connect, openShop, refusalOf } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
let hook: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  shop = await openShop();
  hook = await listen();
});
afterEach(async () => {
  await shop.server.close();
  await hook.close();
});

/** A product's webhook route: keeps what comes, and answers with the status it is told. */
async function listen() {
  const got: { signature: string; body: string }[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    void readBody(request, 1_000_000).then((body) => {
      got.push({ signature: String(request.headers['stripe-signature']), body: body.toString('utf8') });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stripe/webhook`;
  return { got, statuses, url, close: () => new Promise((resolve) => server.close(resolve)) };
}
const endpoint = (events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*']) =>
  shop.stripe.webhookEndpoints.create({ url: hook.url, enabled_events: events });
const names = () => hook.got.map((one) => (JSON.parse(one.body) as Stripe.CustomerCreatedEvent).data.object.name);
async function makeCustomers(count: number) {
  for (let index = 0; index < count; index += 1) await shop.stripe.customers.create({ name: String(index) });
}

it('sends what the library’s own check accepts, and nothing that was changed or is old', async () => {
  const { secret = '' } = await endpoint(['customer.created']);
  const made = await shop.stripe.customers.create({ name: 'Zoë 🦀' }, { idempotencyKey: 'row-9' });
  await shop.stripe.products.create({ name: 'not asked for' });
  await shop.server.delivered(5_000);
  const { body, signature } = hook.got[0] ?? { body: '', signature: '' };
  expect(hook.got).toHaveLength(1);
  const event = Stripe.webhooks.constructEvent(body, signature, secret);
  expect(event).toMatchObject({
    type: 'customer.created',
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { id: made.id, name: 'Zoë 🦀' } },
    request: { idempotency_key: 'row-9' },
  });
  expect(() => Stripe.webhooks.constructEvent(body.replace('Zoë', 'Eve'), signature, secret)).toThrow(
    Stripe.errors.StripeSignatureVerificationError,
  );
  expect(() => Stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow(
    Stripe.errors.StripeSignatureVerificationError,
  );
  shop.server.setDelivery({ signedSecondsAgo: 301 });
  shop.server.resend(event.id);
  await shop.server.delivered(5_000);
  const stale = hook.got[1];
  expect(stale?.body).toContain(event.id);
  expect(() => Stripe.webhooks.constructEvent(stale?.body ?? '', stale?.signature ?? '', secret)).toThrow(/tolerance/);
});

it('keeps test and live endpoints apart', async () => {
  await endpoint();
  await connect(shop.server, 'sk_live_standin1').customers.create({ name: 'live' });
  await makeCustomers(1);
  await shop.server.delivered(5_000);
  expect(names()).toEqual(['0']);
});

it('sends in order, and withheld ones when they are let go', async () => {
  await endpoint(['customer.created']);
  shop.server.setDelivery({ withheld: true });
  await makeCustomers(6);
  expect(hook.got).toEqual([]);
  shop.server.setDelivery({ withheld: false });
  await shop.server.delivered(5_000);
  expect(names()).toEqual(['0', '1', '2', '3', '4', '5']);
});

it('shuffles and triples, the same way for the same seed', async () => {
  await endpoint(['customer.created']);
  const run = async () => {
    hook.got.length = 0;
    shop.server.setDelivery({ withheld: true, copies: 3, shuffle: 7, parallel: 1 });
    await makeCustomers(6);
    shop.server.setDelivery({ withheld: false });
    await shop.server.delivered(5_000);
    return names();
  };
  const first = await run();
  expect(first.toSorted()).toEqual([
    '0',
    '0',
    '0',
    '1',
    '1',
    '1',
    '2',
    '2',
    '2',
    '3',
    '3',
    '3',
    '4',
    '4',
    '4',
    '5',
    '5',
    '5',
  ]);
  expect(first).not.toEqual(first.toSorted());
  expect(await run()).toEqual(first);
});

it('tries again what is not answered with 2xx, and then leaves it', async () => {
  await endpoint(['customer.created']);
  shop.server.setDelivery({ retryAfterMs: 5, retries: 2 });
  hook.statuses.push(500, 404);
  await makeCustomers(1);
  await shop.server.delivered(5_000);
  expect(shop.server.deliveries().map((one) => [one.status, one.attempt])).toEqual([
    [500, 1],
    [404, 2],
    [200, 3],
  ]);
  hook.statuses.push(500, 500, 500);
  await makeCustomers(1);
  await shop.server.delivered(5_000);
  expect(shop.server.deliveries()).toHaveLength(6);
  const [last] = (await shop.stripe.events.list({ type: 'customer.created' })).data;
  expect(last?.pending_webhooks).toBe(1);
});

it('lists and shows events, and what an update changed', async () => {
  const { stripe } = shop;
  const row = await stripe.customers.create({ name: 'Ada' });
  await stripe.customers.update(row.id, { name: 'Eve' });
  const [event] = (await stripe.events.list({ type: 'customer.updated' })).data;
  expect(event?.data).toMatchObject({ object: { name: 'Eve' }, previous_attributes: { name: 'Ada' } });
  const [first] = (await stripe.events.list({ type: 'customer.created' })).data;
  expect(first?.data.object).toMatchObject({ id: row.id, name: 'Ada' });
  expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ type: 'customer.updated' });
  expect((await stripe.events.list({ types: ['product.created', 'customer.updated'] })).data).toHaveLength(2);
  expect(await refusalOf(connect(shop.server, 'sk_live_standin1').events.retrieve(event?.id ?? ''))).toMatchObject({
    statusCode: 404,
  });
});

it('tells an endpoint’s secret once, and sends nothing to one that is gone', async () => {
  const { id, secret } = await endpoint();
  expect(secret).toMatch(/^whsec_/);
  expect((await shop.stripe.webhookEndpoints.retrieve(id)).secret).toBeUndefined();
  await shop.stripe.webhookEndpoints.del(id);
  await makeCustomers(1);
  await shop.server.delivered(5_000);
  expect(hook.got).toEqual([]);
});

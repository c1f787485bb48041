import Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startStripeStandIn } from './start-stripe-stand-in.ts';
import type { StripeStandIn } from './start-stripe-stand-in.ts';
import { connect, newYear, refusalOf } from './test-kit.ts';

let server: StripeStandIn;
let stripe: Stripe;
beforeEach(async () => {
  server = await startStripeStandIn({ startAt: newYear });
  stripe = connect(server);
});
afterEach(() => server.close());

it('says what it is', async () => {
  const response = await fetch(server.url);
  expect(response.headers.get('server')).toBe('clawberth-stripe-stand-in');
  expect(await response.text()).toContain('Stand-in for Stripe, not the real service');
});

it('keeps test and live apart, and says which', async () => {
  const live = connect(server, 'sk_live_standin1');
  const [one, other] = [await stripe.customers.create({}), await live.customers.create({})];
  expect([one.livemode, other.livemode]).toEqual([false, true]);
  expect(await refusalOf(live.customers.retrieve(one.id))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    param: 'id',
  });
  expect((await live.customers.list()).data.map((row) => row.id)).toEqual([other.id]);
});

it.each([
  ['sk_wrong', /Invalid API Key provided/],
  ['pk_test_abcdef', /publishable/],
  ['sk_test_revoked1', /Expired API Key/],
])('refuses the key %s', async (key, message) => {
  server.revokeKey('sk_test_revoked1');
  const error = await refusalOf(connect(server, key).customers.list());
  expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  expect(error.message).toMatch(message);
});

it('refuses no key, another API version, JSON, and calls it does not know', async () => {
  const call = async (headers: Record<string, string>, path = '/v1/customers', body = '') => {
    const response = await fetch(server.url + path, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as { error: { message: string } } };
  };
  const key = { authorization: 'Bearer sk_test_standin1' };
  const all = { ...key, 'stripe-version': '2026-10-28.endive', 'content-type': 'application/x-www-form-urlencoded' };
  expect(await call({})).toMatchObject({ status: 401, body: { error: { type: 'invalid_request_error' } } });
  expect(await call({ ...key, 'stripe-version': '2020-08-27' })).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringMatching(/Invalid Stripe API version/) } },
  });
  expect(await call({ ...all, 'content-type': 'application/json' }, '/v1/customers', '{}')).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringMatching(/content type is application.x-www-form-urlencoded/) } },
  });
  expect(await call(all, '/v1/charges')).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringMatching(/Unrecognized request URL/) } },
  });
  expect(await call(all)).toMatchObject({ status: 200 });
});

it('goes down, comes back, fails calls, and loses answers after the work is done', async () => {
  server.goDown();
  expect(await refusalOf(stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  server.comeBack();
  server.failCalls(1, 429);
  expect(await refusalOf(stripe.customers.create({}))).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  server.failCalls(1, 500);
  expect(await refusalOf(stripe.customers.create({}))).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
  // Two: on a connection that breaks under it the library tries once more, whatever it was told about retries.
  server.loseAnswers(2);
  const options = { idempotencyKey: 'row-1' };
  await refusalOf(stripe.customers.create({ name: 'Ada' }, options));
  const again = await stripe.customers.create({ name: 'Ada' }, options);
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

it('retries by the library alone make one customer', async () => {
  const retrying = new Stripe('sk_test_standin1', {
    host: '127.0.0.1',
    port: server.port,
    protocol: 'http',
    maxNetworkRetries: 2,
    telemetry: false,
  });
  server.loseAnswers(1);
  await retrying.customers.create({ name: 'Ada' });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

it('honours idempotency keys: same call, same answer; anything else is refused; a day later it is forgotten', async () => {
  const options = { idempotencyKey: 'row-2' };
  const first = await stripe.customers.create({ name: 'Ada', metadata: { a: '1', b: '2' } }, options);
  const same = await stripe.customers.create({ metadata: { b: '2', a: '1' }, name: 'Ada' }, options);
  expect(same.id).toBe(first.id);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  const other = await refusalOf(stripe.customers.create({ name: 'Eve' }, options));
  expect(other).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
  expect(await refusalOf(stripe.products.create({ name: 'Ada' }, options))).toMatchObject({
    type: 'StripeIdempotencyError',
  });
  const live = await connect(server, 'sk_live_standin1').customers.create({ name: 'Eve' }, options);
  expect(live.livemode).toBe(true);
  server.advanceTo(newYear + 86_400);
  expect((await stripe.customers.create({ name: 'Eve' }, options)).id).not.toBe(first.id);
  expect(
    server
      .requests()
      .filter((one) => one.idempotencyKey === 'row-2')
      .map((one) => one.status),
  ).toEqual([200, 200, 400, 400, 200, 200]);
});

it('does not keep what was refused before it began', async () => {
  const options = { idempotencyKey: 'row-3' };
  await refusalOf(stripe.customers.create({ email: 'not an address' }, options));
  expect((await stripe.customers.create({ email: 'a@example.com' }, options)).email).toBe('a@example.com');
});

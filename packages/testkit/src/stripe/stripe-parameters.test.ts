import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckout, openShop, refusalOf } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.server.close());

/** Parameters that the library's types would not let through. */
const wrong = (parameters: object): never => parameters as never;

const refusals: [string, (stripe: Stripe) => Promise<unknown>, object][] = [
  [
    'an unknown parameter',
    (stripe) => stripe.customers.create(wrong({ colour: 'red' })),
    { code: 'parameter_unknown', param: 'colour', message: 'Received unknown parameter: colour' },
  ],
  [
    'an unknown one deep inside',
    (stripe) =>
      stripe.prices.create(
        wrong({ currency: 'eur', product: 'p', unit_amount: 1, recurring: { interval: 'month', every: 2 } }),
      ),
    { code: 'parameter_unknown', param: 'recurring[every]' },
  ],
  [
    'an unknown one of a list',
    (stripe) =>
      stripe.checkout.sessions.create(
        wrong({ mode: 'subscription', success_url: 'http://a.test', line_items: [{ price: 'p', amount: 5 }] }),
      ),
    { code: 'parameter_unknown', param: 'line_items[0][amount]' },
  ],
  ['a missing one', (stripe) => stripe.products.create(wrong({})), { code: 'parameter_missing', param: 'name' }],
  [
    'a missing one deep inside',
    (stripe) =>
      stripe.prices.create(wrong({ currency: 'eur', product: 'p', unit_amount: 1, recurring: { interval_count: 2 } })),
    { code: 'parameter_missing', param: 'recurring[interval]' },
  ],
  [
    'words for a number',
    (stripe) => stripe.prices.create(wrong({ currency: 'eur', product: 'p', unit_amount: 'ten' })),
    { code: 'parameter_invalid_integer', param: 'unit_amount', message: 'Invalid integer: ten' },
  ],
  [
    'a fraction for a number',
    (stripe) => stripe.prices.create({ currency: 'eur', product: 'p', unit_amount: 9.99 }),
    { code: 'parameter_invalid_integer', param: 'unit_amount' },
  ],
  [
    'a wrong choice',
    (stripe) =>
      stripe.checkout.sessions.create(
        wrong({ mode: 'payment', success_url: 'http://a.test', line_items: [{ price: 'p' }] }),
      ),
    { param: 'mode' },
  ],
  [
    'a word for yes or no',
    (stripe) => stripe.products.create(wrong({ name: 'a', active: 'perhaps' })),
    { param: 'active', message: 'Invalid boolean: perhaps' },
  ],
  [
    'a text for a hash',
    (stripe) => stripe.customers.create(wrong({ invoice_settings: 'none' })),
    { param: 'invoice_settings', message: 'Invalid object' },
  ],
  [
    'a text for a list',
    (stripe) => stripe.prices.list(wrong({ lookup_keys: 'pro' })),
    { param: 'lookup_keys', message: 'Invalid array' },
  ],
  [
    'an empty text',
    (stripe) => stripe.products.create({ name: '' }),
    { code: 'parameter_invalid_empty', param: 'name' },
  ],
  [
    'a wrong address',
    (stripe) => stripe.customers.create({ email: 'nobody' }),
    { code: 'email_invalid', param: 'email' },
  ],
  [
    'an object named that is not there',
    (stripe) => stripe.prices.create({ currency: 'eur', product: 'prod_none', unit_amount: 1 }),
    { statusCode: 400, code: 'resource_missing', param: 'product', message: "No such product: 'prod_none'" },
  ],
  [
    'an object that is not there',
    (stripe) => stripe.subscriptions.retrieve('sub_none'),
    { statusCode: 404, code: 'resource_missing', message: "No such subscription: 'sub_none'" },
  ],
  ['a limit of 1000', (stripe) => stripe.customers.list({ limit: 1_000 }), { param: 'limit' }],
  ['a wrong thing to expand', (stripe) => stripe.products.list({ expand: ['data.shoes'] }), { param: 'expand' }],
  [
    'metadata that is too long',
    (stripe) => stripe.customers.create({ metadata: { a: 'x'.repeat(501) } }),
    { param: 'metadata' },
  ],
];
it.each(refusals)('refuses %s', async (_, call, expected) => {
  const error = await refusalOf(call(shop.stripe));
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', ...expected });
});

it('refuses a lookup key that is taken, and hands it over when told to', async () => {
  const { stripe, product, pro } = shop;
  const next = {
    currency: 'eur',
    product: product.id,
    unit_amount: 3_500,
    recurring: { interval: 'month' as const },
    lookup_key: 'pro',
  };
  expect(await refusalOf(stripe.prices.create(next))).toMatchObject({ statusCode: 400, param: 'lookup_key' });
  const taken = await stripe.prices.create({ ...next, transfer_lookup_key: true });
  expect((await stripe.prices.list({ lookup_keys: ['pro', 'none'] })).data.map((one) => one.id)).toEqual([taken.id]);
  expect((await stripe.prices.retrieve(pro.id)).lookup_key).toBeNull();
});

it('merges metadata, unsets by an empty value, lists by pages', async () => {
  const { stripe } = shop;
  const row = await stripe.customers.create({ name: 'Ada', metadata: { a: '1', b: '2' } });
  const after = await stripe.customers.update(row.id, { name: '', metadata: { a: '', c: '3' } });
  expect([after.name, after.metadata]).toEqual([null, { b: '2', c: '3' }]);
  const made = [row.id];
  for (let index = 0; index < 4; index += 1) made.unshift((await stripe.customers.create({})).id);
  const seen: string[] = [];
  for await (const one of stripe.customers.list({ limit: 2 })) seen.push(one.id);
  expect(seen.slice(0, 5)).toEqual(made);
});

it('checks tax ids, and shows them when they are asked for', async () => {
  const { stripe } = shop;
  const [before] = (await stripe.customers.list({ limit: 1 })).data;
  const wrongId = stripe.customers.create({ tax_id_data: [{ type: 'eu_vat', value: '123' }] });
  expect(await refusalOf(wrongId)).toMatchObject({ code: 'tax_id_invalid', param: 'tax_id_data[0][value]' });
  expect((await stripe.customers.list({ limit: 1 })).data.map((one) => one.id)).toEqual([before?.id]);
  const row = await stripe.customers.create({ tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }] });
  const shown = await stripe.customers.retrieve(row.id, { expand: ['tax_ids'] });
  expect(shown).toMatchObject({ tax_ids: { data: [{ value: 'DE123456789', country: 'DE' }] } });
  const other = await stripe.customers.createTaxId(row.id, { type: 'gb_vat', value: 'GB123456789' });
  await stripe.customers.deleteTaxId(row.id, other.id);
  expect((await stripe.customers.listTaxIds(row.id)).data.map((one) => one.value)).toEqual(['DE123456789']);
});

it('refuses checkouts that make no sense', async () => {
  const { stripe, starter, product } = shop;
  const once = await stripe.prices.create({ currency: 'eur', product: product.id, unit_amount: 500 });
  const dollars = await stripe.prices.create({
    currency: 'usd',
    product: product.id,
    unit_amount: 500,
    recurring: { interval: 'month' },
  });
  const line = { price: starter.id, quantity: 1 };
  for (const [extra, param] of [
    [{ line_items: [{ price: once.id, quantity: 1 }] }, 'line_items'],
    [{ line_items: [line, { price: dollars.id, quantity: 1 }] }, 'line_items'],
    [{ customer_email: 'a@example.com' }, 'customer_email'],
    [{ tax_id_collection: { enabled: true } }, 'customer_update[name]'],
    [{ subscription_data: { trial_period_days: 0 } }, 'subscription_data[trial_period_days]'],
    [{ expires_at: 1 }, 'expires_at'],
  ] as const)
    expect(await refusalOf(openCheckout(shop, extra as Partial<Stripe.Checkout.SessionCreateParams>))).toMatchObject({
      statusCode: 400,
      param,
    });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, good, newYear, openCheckout, openShop, refusalOf, subscribe } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.server.close());

/** What a browser does with the page's form. */
async function press(url: string | null, fields: Record<string, string>) {
  return fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

it('is paid on its page: card, subscription, invoice, events, and back to the shop', async () => {
  const { stripe, server, starter } = shop;
  const { customer, session } = await openCheckout(shop, {
    metadata: { a: '1' },
    subscription_data: { metadata: { organisation: 'org_1' } },
  });
  expect(session).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 1_000,
    currency: 'eur',
    livemode: false,
    client_reference_id: 'org_1',
  });
  const page = await (await fetch(session.url ?? '')).text();
  expect(page).toContain('1 × Clawberth Starter, €10.00 per month');
  expect(page).toContain('href="http://127.0.0.1:9/back"');
  const paid = await press(session.url, { card: good });
  expect([paid.status, paid.headers.get('location')]).toEqual([303, `http://127.0.0.1:9/done?session=${session.id}`]);
  const after = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription.latest_invoice', 'line_items'],
  });
  const end = Date.UTC(2026, 1, 1) / 1_000;
  expect(after).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    metadata: { a: '1' },
    line_items: { data: [{ quantity: 1, price: { id: starter.id } }] },
    subscription: {
      status: 'active',
      customer: customer.id,
      metadata: { organisation: 'org_1' },
      items: {
        data: [
          { current_period_start: newYear, current_period_end: end, price: { id: starter.id, lookup_key: 'starter' } },
        ],
      },
      latest_invoice: {
        status: 'paid',
        total: 1_000,
        amount_paid: 1_000,
        billing_reason: 'subscription_create',
        parent: { subscription_details: { metadata: { organisation: 'org_1' } } },
      },
    },
  });
  expect(
    server
      .events()
      .map((event) => event.type)
      .slice(-8),
  ).toEqual([
    'payment_method.attached',
    'customer.subscription.created',
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'invoice.payment_succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
  ]);
  expect(await (await fetch(`${server.url}/c/pay/${session.id}`)).text()).toContain('all done here');
  expect((await press(`${server.url}/c/pay/${session.id}`, { card: good })).status).toBe(200);
  expect((await stripe.subscriptions.list({ customer: customer.id })).data).toHaveLength(1);
});

it.each([
  ['4000000000000002', /Your card was declined/],
  ['4000000000009995', /insufficient funds/],
  ['4000000000000341', /Your card was declined/],
  ['1234', /card number is incorrect/],
  ['', /card number is incomplete/],
])('stays open when the card %s is refused', async (card, sentence) => {
  const { customer, session } = await openCheckout(shop);
  const answer = await press(session.url, { card });
  expect(await answer.text()).toMatch(sentence);
  expect((await shop.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  expect((await shop.stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
  expect((await press(session.url, { card: good })).status).toBe(303);
});

it('makes a customer where none was named', async () => {
  const { stripe, starter } = shop;
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: starter.id, quantity: 2 }],
    success_url: 'http://127.0.0.1:9/done',
  });
  expect(await (await press(session.url, { card: good })).text()).toContain('Your email is needed');
  await press(session.url, { card: good, email: 'new@example.com' });
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
  expect(after).toMatchObject({
    customer: { email: 'new@example.com' },
    amount_total: 2_000,
    customer_details: { email: 'new@example.com' },
  });
});

it('expires by the call and by the clock', async () => {
  const { stripe, server } = shop;
  const [one, two] = [(await openCheckout(shop)).session, (await openCheckout(shop)).session];
  expect((await stripe.checkout.sessions.expire(one.id)).status).toBe('expired');
  expect(await refusalOf(stripe.checkout.sessions.expire(one.id))).toMatchObject({ statusCode: 400 });
  server.advanceTo(newYear + day - 1);
  expect((await stripe.checkout.sessions.retrieve(two.id)).status).toBe('open');
  server.advanceTo(newYear + day);
  expect((await stripe.checkout.sessions.retrieve(two.id)).status).toBe('expired');
  expect(server.events().filter((event) => event.type === 'checkout.session.expired')).toHaveLength(2);
  expect((await stripe.checkout.sessions.retrieve(two.id)).url).toBeNull();
  expect(await (await press(two.url, { card: good })).text()).toContain('This link has expired');
  expect((await stripe.subscriptions.list()).data).toEqual([]);
});

it('begins a trial without a card, which is cancelled, paused or billed when it ends without one', async () => {
  const { stripe, server } = shop;
  const open = async (missing_payment_method: 'cancel' | 'pause' | 'create_invoice') => {
    const { customer, session } = await openCheckout(shop, {
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 14, trial_settings: { end_behavior: { missing_payment_method } } },
    });
    await press(session.url, {});
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: 'no_payment_required',
      amount_total: 0,
    });
    const [row] = (await stripe.subscriptions.list({ customer: customer.id, expand: ['data.latest_invoice'] })).data;
    expect(row).toMatchObject({
      status: 'trialing',
      trial_end: newYear + 14 * day,
      latest_invoice: { status: 'paid', total: 0 },
    });
    return row?.id ?? '';
  };
  const [cancelled, paused, billed] = [await open('cancel'), await open('pause'), await open('create_invoice')];
  server.advanceTo(newYear + 11 * day);
  expect(server.events().filter((event) => event.type === 'customer.subscription.trial_will_end')).toHaveLength(3);
  server.advanceTo(newYear + 15 * day);
  const statuses = await Promise.all(
    [cancelled, paused, billed].map(async (id) => (await stripe.subscriptions.retrieve(id)).status),
  );
  expect(statuses).toEqual(['canceled', 'paused', 'past_due']);
});

it('takes a promotion code: 25 % off for three months of 10.00 is 7.50, then 10.00 again', async () => {
  const { stripe, server } = shop;
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'repeating', duration_in_months: 3 });
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'BERTH25',
    max_redemptions: 1,
  });
  const { session } = await openCheckout(shop, { allow_promotion_codes: true });
  expect(await (await press(session.url, { card: good, promotion_code: 'NONE' })).text()).toContain(
    'This code is invalid',
  );
  await press(session.url, { card: good, promotion_code: 'berth25' });
  const after = await stripe.checkout.sessions.retrieve(session.id);
  expect(after).toMatchObject({ amount_subtotal: 1_000, amount_total: 750, total_details: { amount_discount: 250 } });
  server.advanceTo(Date.UTC(2026, 4, 2) / 1_000);
  const totals = (await stripe.invoices.list({ customer: after.customer as string })).data.map((one) => one.total);
  expect(totals).toEqual([1_000, 1_000, 750, 750, 750]);
  const second = await openCheckout(shop, { allow_promotion_codes: true });
  expect(await (await press(second.session.url, { card: good, promotion_code: 'berth25' })).text()).toContain(
    'This code is invalid',
  );
});

it('takes an amount off once: 10.00 less 4.00, then 10.00', async () => {
  const { stripe, server } = shop;
  const coupon = await stripe.coupons.create({ amount_off: 400, currency: 'eur', duration: 'once' });
  const { subscription } = await subscribe(shop, { discounts: [{ coupon: coupon.id }] });
  server.advanceTo(Date.UTC(2026, 1, 2) / 1_000);
  expect((await stripe.invoices.list({ subscription: subscription.id })).data.map((one) => one.total)).toEqual([
    1_000, 600,
  ]);
});

it('adds tax where it is asked for: 19 % of 10.00 in Germany, none with a VAT id from abroad', async () => {
  const { stripe, server } = shop;
  server.setTax('DE', 19);
  const taxed = await subscribe(shop, { automatic_tax: { enabled: true } });
  const [invoice] = (await stripe.invoices.list({ customer: taxed.customer.id })).data;
  expect(invoice).toMatchObject({
    subtotal: 1_000,
    total: 1_190,
    total_excluding_tax: 1_000,
    amount_paid: 1_190,
    total_taxes: [{ amount: 190, taxability_reason: 'standard_rated' }],
  });
  const business = await subscribe(
    shop,
    {
      automatic_tax: { enabled: true },
      tax_id_collection: { enabled: true },
      customer_update: { name: 'auto', address: 'auto' },
    },
    { vatId: 'DE123456789', name: 'Firma' },
  );
  const [second] = (await stripe.invoices.list({ customer: business.customer.id })).data;
  expect(second).toMatchObject({
    total: 1_000,
    total_taxes: [{ amount: 0, taxability_reason: 'reverse_charge' }],
    customer_tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
  });
});

it('charges yen as yen: a price of 1500 is 1500, with no cents', async () => {
  const { stripe, product } = shop;
  const yen = await stripe.prices.create({
    currency: 'jpy',
    product: product.id,
    unit_amount: 1_500,
    recurring: { interval: 'month' },
  });
  const { session } = await openCheckout(shop, { line_items: [{ price: yen.id, quantity: 1 }] });
  expect(await (await fetch(session.url ?? '')).text()).toContain('¥1,500 per month');
  shop.server.payCheckout(session.id, { card: good });
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] });
  expect(after).toMatchObject({
    amount_total: 1_500,
    currency: 'jpy',
    invoice: { amount_paid: 1_500, currency: 'jpy' },
  });
});

it('wants to know where a customer is before it counts tax, and saves an address only when told to', async () => {
  const { stripe, server, starter } = shop;
  server.setTax('DE', 19);
  const nowhere = await stripe.customers.create({ email: 'a@example.com' });
  const fields = {
    mode: 'subscription' as const,
    customer: nowhere.id,
    line_items: [{ price: starter.id, quantity: 1 }],
    success_url: 'http://127.0.0.1:9/done',
    automatic_tax: { enabled: true },
  };
  const refused = await refusalOf(stripe.checkout.sessions.create(fields));
  expect(refused).toMatchObject({ statusCode: 400, code: 'customer_tax_location_invalid' });
  const session = await stripe.checkout.sessions.create({ ...fields, customer_update: { address: 'auto' } });
  await press(session.url, { card: good, country: 'DE' });
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    amount_total: 1_190,
    total_details: { amount_tax: 190 },
    automatic_tax: { status: 'complete' },
  });
  expect(await stripe.customers.retrieve(nowhere.id)).toMatchObject({ address: { country: 'DE' } });
  const other = await openCheckout(shop);
  await press(other.session.url, { card: good, country: 'FR' });
  expect(await stripe.customers.retrieve(other.customer.id)).toMatchObject({ address: { country: 'DE' } });
});

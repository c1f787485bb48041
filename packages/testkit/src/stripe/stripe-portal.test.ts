import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, good, newYear, openShop, refusalOf, subscribe } from './test-kit.ts';
import type { Shop } from './test-kit.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.server.close());

const press = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
async function configure() {
  const { stripe, product, starter, pro } = shop;
  return stripe.billingPortal.configurations.create({
    features: {
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        products: [{ product: product.id, prices: [starter.id, pro.id] }],
      },
    },
  });
}

it('asks for a configuration, saved or named', async () => {
  const { stripe, server } = shop;
  const { customer } = await subscribe(shop);
  expect(await refusalOf(stripe.billingPortal.sessions.create({ customer: customer.id }))).toMatchObject({
    statusCode: 400,
    message: expect.stringMatching(/^No configuration provided/),
  });
  const configuration = await configure();
  expect(configuration).toMatchObject({
    active: true,
    is_default: false,
    features: { invoice_history: { enabled: true } },
  });
  server.saveAsDefaultPortal(configuration.id);
  const session = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    return_url: 'http://127.0.0.1:9/billing',
  });
  expect(session).toMatchObject({
    configuration: configuration.id,
    customer: customer.id,
    livemode: false,
    return_url: 'http://127.0.0.1:9/billing',
  });
  expect(await refusalOf(stripe.billingPortal.sessions.create({ customer: 'cus_none' }))).toMatchObject({
    code: 'resource_missing',
    param: 'customer',
  });
});

it('changes the card, shows invoices, cancels and goes on', async () => {
  const { stripe } = shop;
  const { customer, subscription } = await subscribe(shop);
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration: (await configure()).id,
    return_url: 'http://127.0.0.1:9/billing',
  });
  const page = await (await fetch(url)).text();
  for (const text of [
    'Card: 4242',
    '€10.00, paid',
    'Cancel subscription',
    'Switch to',
    'href="http://127.0.0.1:9/billing"',
  ])
    expect(page).toContain(text);
  expect(await (await press(url, { action: 'card', card: '4000000000000002' })).text()).toContain(
    'Your card was declined',
  );
  expect((await press(url, { action: 'card', card: '5555555555554444' })).status).toBe(303);
  const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['default_payment_method'] });
  expect(after.default_payment_method).toMatchObject({ card: { last4: '4444', brand: 'mastercard' } });
  await press(url, { action: 'cancel', subscription: subscription.id });
  expect(await (await fetch(url)).text()).toContain('Don’t cancel subscription');
  expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
  await press(url, { action: 'resume', subscription: subscription.id });
  expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(false);
});

it('pays an open invoice with a new card, and the subscription is active again', async () => {
  const { stripe, server } = shop;
  const { customer, subscription } = await subscribe(shop);
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration: (await configure()).id,
  });
  await press(url, { action: 'card', card: '4000000000000341' });
  server.advanceTo(newYear + 31 * day + 3_600);
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
  const [open] = (await stripe.invoices.list({ customer: customer.id, status: 'open' })).data;
  expect((await press(url, { action: 'pay', invoice: open?.id ?? '' })).status).toBe(402);
  await press(url, { action: 'card', card: good });
  expect((await press(url, { action: 'pay', invoice: open?.id ?? '' })).status).toBe(303);
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
});

it('goes straight to one thing and back: a cancellation, a confirmed change', async () => {
  const { stripe, pro } = shop;
  const { customer, subscription } = await subscribe(shop);
  const configuration = (await configure()).id;
  const after_completion = { type: 'redirect' as const, redirect: { return_url: 'http://127.0.0.1:9/changed' } };
  const confirm = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration,
    flow_data: {
      type: 'subscription_update_confirm',
      after_completion,
      subscription_update_confirm: {
        subscription: subscription.id,
        items: [{ id: subscription.items.data[0]?.id ?? '', price: pro.id, quantity: 1 }],
      },
    },
  });
  const answer = await press(confirm.url, { action: 'confirm' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, 'http://127.0.0.1:9/changed']);
  const changed = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
  expect(changed).toMatchObject({
    items: { data: [{ price: { id: pro.id } }] },
    latest_invoice: { total: 2_000, status: 'paid' },
  });
  const flow_data = { type: 'subscription_cancel' as const, subscription_cancel: { subscription: subscription.id } };
  const cancel = await stripe.billingPortal.sessions.create({ customer: customer.id, configuration, flow_data });
  await press(cancel.url, { action: 'cancel', subscription: subscription.id });
  const again = stripe.billingPortal.sessions.create({ customer: customer.id, configuration, flow_data });
  expect(await refusalOf(again)).toMatchObject({
    statusCode: 400,
    param: 'flow_data[subscription_cancel][subscription]',
  });
});

it('lets nobody touch another customer’s subscription or invoice, nor do what is not enabled', async () => {
  const { stripe } = shop;
  const [mine, theirs] = [await subscribe(shop), await subscribe(shop)];
  const configuration = await configure();
  const { url } = await stripe.billingPortal.sessions.create({
    customer: mine.customer.id,
    configuration: configuration.id,
  });
  expect((await press(url, { action: 'cancel', subscription: theirs.subscription.id })).status).toBe(400);
  const flow_data = {
    type: 'subscription_cancel' as const,
    subscription_cancel: { subscription: theirs.subscription.id },
  };
  const foreign = stripe.billingPortal.sessions.create({
    customer: mine.customer.id,
    configuration: configuration.id,
    flow_data,
  });
  expect(await refusalOf(foreign)).toMatchObject({ code: 'resource_missing' });
  await stripe.billingPortal.configurations.update(configuration.id, {
    features: { invoice_history: { enabled: true } },
  });
  expect((await press(url, { action: 'cancel', subscription: mine.subscription.id })).status).toBe(400);
  expect((await stripe.subscriptions.retrieve(mine.subscription.id)).cancel_at_period_end).toBe(false);
});

it('pays an open invoice on its own page, by a new card', async () => {
  const { stripe, server } = shop;
  const { customer, subscription } = await subscribe(shop);
  server.failNextCharge(customer.id, 'insufficient_funds');
  server.advanceTo(newYear + 31 * day + 3_600);
  const [open] = (await stripe.invoices.list({ customer: customer.id, status: 'open' })).data;
  const url = open?.hosted_invoice_url ?? '';
  expect(await (await fetch(url)).text()).toContain('€10.00, open');
  expect(await (await press(url, { card: '4000000000009995' })).text()).toContain('insufficient funds');
  expect((await press(url, { card: good })).status).toBe(303);
  expect(await (await fetch(url)).text()).toContain('€10.00, paid');
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  expect((await press(url, { card: good })).status).toBe(303);
  expect((await stripe.invoices.retrieve(open?.id ?? '')).amount_paid).toBe(1_000);
});

import { addTaxId, checkTaxId } from '../calls/add-tax-id.ts';
import { blankCustomer } from '../calls/blank-customer.ts';
import type { SessionRow } from '../billing-rows.ts';
import { declined, invalidRequest, StripeRefusal } from '../stripe-refusal.ts';
import type { CustomerRow } from '../stripe-rows.ts';
import type { SessionPlan, StripeState, World } from '../stripe-state.ts';
import { changeRow } from '../wire/change-row.ts';
import { findRow } from '../wire/find-row.ts';
import { findPromotionCode } from './add-discount.ts';
import { attachCard } from './attach-card.ts';
import { attachesThenFails } from './charge.ts';
import { emitEvent } from './emit-event.ts';
import { previewPlan } from './preview-plan.ts';
import { schedule } from './run-due.ts';
import { startSubscription } from './start-subscription.ts';

export type CheckoutForm = {
  card?: string | undefined;
  email?: string | undefined;
  promotionCode?: string | undefined;
  country?: string | undefined;
  vatId?: string | undefined;
  name?: string | undefined;
};

/**
 * What the button of the checkout page does: customer, card, subscription, first invoice, events; the session is complete.
 * Throws StripeRefusal for a refused card, an unknown code, or a session that is not open; nothing is made then.
 */
export function finishCheckout(state: StripeState, world: World, id: string, form: CheckoutForm): SessionRow {
  const session = findRow(world.sessions, 'checkout.session', id);
  if (session.status !== 'open') throw invalidRequest(`This Checkout Session is ${session.status}.`);
  const plan = withCode(state, world, session, findRow(world.plans, 'checkout.session', id), form.promotionCode);
  const email = form.email || session.customer_email;
  if (session.customer === null && !email) throw invalidRequest('Your email is needed.');
  const known = world.customers.get(session.customer ?? '');
  const customer = known ?? blankCustomer(state, world);
  const takesAddress = known === undefined || plan.savesAddress;
  const address =
    takesAddress && form.country
      ? { city: null, country: form.country.toUpperCase(), line1: null, line2: null, postal_code: null, state: null }
      : undefined;
  const draft: CustomerRow = { ...customer, ...(address === undefined ? {} : { address }) };
  const scratch = { ...world, customers: new Map(world.customers).set(draft.id, draft) };
  const due = previewPlan(state, scratch, draft.id, plan, session.automatic_tax.enabled).amount_due;
  const needsCard = due > 0 || session.payment_method_collection === 'always';
  if (needsCard && !form.card) throw invalidRequest('Your card number is incomplete.');
  const digits = (form.card ?? '').replaceAll(/\D/g, '');
  const forced = due > 0 ? state.declines.get(customer.id)?.shift() : undefined;
  const refusal = forced ?? (due > 0 && digits === attachesThenFails ? 'generic_decline' : undefined);
  if (refusal !== undefined) throw cardProblem(refusal);
  if (session.tax_id_collection?.enabled === true && form.vatId)
    checkTaxId({ type: 'eu_vat', value: form.vatId }, 'vat');
  const attached = form.card ? attachCard(state, world, customer.id, form.card) : undefined;
  if (attached !== undefined && 'decline' in attached) throw cardProblem(attached.decline);
  const before = changeRow(customer, {
    email: customer.email ?? email,
    name: customer.name ?? (form.name || null),
    ...(address === undefined ? {} : { address }),
  });
  if (known === undefined) {
    world.customers.set(customer.id, customer);
    emitEvent(state, world, 'customer.created', customer);
  } else if (Object.keys(before).length > 0) emitEvent(state, world, 'customer.updated', customer, before);
  if (session.tax_id_collection?.enabled === true && form.vatId)
    addTaxId(state, world, customer.id, { type: 'eu_vat', value: form.vatId }, 'vat');
  const method = attached?.method.id ?? null;
  const row = startSubscription(state, world, customer.id, plan, method, session.automatic_tax.enabled);
  complete(state, world, session, customer, row.id);
  return session;
}

function complete(
  state: StripeState,
  world: World,
  session: SessionRow,
  customer: CustomerRow,
  subscription: string,
): void {
  const row = findRow(world.subscriptions, 'subscription', subscription);
  const invoice = world.invoices.get(row.latest_invoice ?? '');
  const taxIds = [...world.taxIds.values()].filter((one) => one.customer === customer.id);
  const tax = invoice === undefined ? 0 : invoice.total - (invoice.total_excluding_tax ?? invoice.total);
  Object.assign(session, {
    amount_subtotal: invoice?.subtotal ?? 0,
    amount_total: invoice?.total ?? 0,
    customer: customer.id,
    customer_details: {
      address: customer.address ?? null,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: taxIds.map(({ type, value }) => ({ type, value })),
    },
    invoice: row.latest_invoice,
    payment_status: (invoice?.amount_due ?? 0) > 0 ? 'paid' : 'no_payment_required',
    status: 'complete',
    subscription,
    total_details: {
      amount_discount: (invoice?.total_discount_amounts ?? []).reduce((all, one) => all + one.amount, 0),
      amount_shipping: 0,
      amount_tax: tax,
    },
    url: null,
  } satisfies Partial<SessionRow>);
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  schedule(state, `session:${session.id}`, null, () => undefined);
  emitEvent(state, world, 'checkout.session.completed', session);
}

function withCode(
  state: StripeState,
  world: World,
  session: SessionRow,
  plan: SessionPlan,
  code: string | undefined,
): SessionPlan {
  if (!code) return plan;
  const found = session.allow_promotion_codes === true ? findPromotionCode(state, world, code) : undefined;
  if (found === undefined) throw invalidRequest('This code is invalid.', 'promotion_code');
  return { ...plan, promotionCode: found.id };
}

function cardProblem(code: string): StripeRefusal {
  if (code === 'incorrect_number')
    return new StripeRefusal(402, { type: 'card_error', code, message: 'Your card number is incorrect.' });
  return new StripeRefusal(402, declined(code));
}

import type { ConfigurationRow, PortalSessionRow, SubscriptionRow } from '../billing-rows.ts';
import { cancellationChange } from '../calls/cancellation-change.ts';
import { prorationBehavior } from '../calls/subscription-fields.ts';
import { attachCard } from '../life/attach-card.ts';
import { changeSubscription } from '../life/change-subscription.ts';
import { emitEvent } from '../life/emit-event.ts';
import { endSubscription } from '../life/end-subscription.ts';
import { settleInvoice } from '../life/settle-invoice.ts';
import { planTurn } from '../life/turn-subscription.ts';
import { updateSubscription } from '../life/update-subscription.ts';
import { cardRefused, declined, invalidRequest, StripeRefusal } from '../stripe-refusal.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { changeRow } from '../wire/change-row.ts';
import { findRow } from '../wire/find-row.ts';

type Form = Record<string, string>;

/** One button of the portal page. Throws StripeRefusal where the configuration does not allow it or a card refuses. */
export function runPortalAction(state: StripeState, world: World, session: PortalSessionRow, form: Form): void {
  const features = findRow(world.configurations, 'configuration', session.configuration).features;
  const action = form['action'] ?? '';
  const allowed: Record<string, boolean> = {
    card: features.payment_method_update.enabled,
    cancel: features.subscription_cancel.enabled,
    resume: features.subscription_cancel.enabled,
    change: features.subscription_update.enabled,
    confirm: features.subscription_update.enabled,
    pay: features.invoice_history.enabled,
  };
  if (allowed[action] !== true) throw invalidRequest('This is not allowed by the portal’s configuration.');
  if (action === 'card') return changeCard(state, world, session.customer, form['card'] ?? '');
  if (action === 'pay') return payInvoice(state, world, session.customer, form['invoice'] ?? '');
  const confirm = session.flow?.subscription_update_confirm;
  const id = action === 'confirm' ? (confirm?.subscription ?? '') : (form['subscription'] ?? '');
  const row = findRow(world.subscriptions, 'subscription', id);
  if (row.customer !== session.customer) throw invalidRequest(`No such subscription: '${id}'`);
  if (action === 'cancel') return cancel(state, world, row, features.subscription_cancel);
  if (action === 'resume') {
    updateSubscription(state, world, row, cancellationChange(state, row, { cancel_at_period_end: false }));
    return planTurn(state, world, row);
  }
  const [item] = row.items.data;
  const items =
    action === 'confirm'
      ? (confirm?.items ?? []).map((one) => ({
          id: one.id ?? undefined,
          price: one.price ?? undefined,
          quantity: one.quantity,
        }))
      : [{ id: item?.id, price: form['price'] }];
  const behavior = features.subscription_update.proration_behavior;
  const endsTrial = row.status === 'trialing' ? { trial_end: 'now' as const } : {};
  changeSubscription(state, world, row, {
    items,
    proration_behavior: prorationBehavior.parse(behavior),
    payment_behavior: 'error_if_incomplete',
    ...endsTrial,
  });
}

function changeCard(state: StripeState, world: World, id: string, number: string): void {
  const answer = attachCard(state, world, id, number);
  if ('decline' in answer) throw new StripeRefusal(402, declined(answer.decline));
  const customer = findRow(world.customers, 'customer', id);
  const method = answer.method.id;
  const before = changeRow(customer, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  });
  emitEvent(state, world, 'customer.updated', customer, before);
  for (const row of world.subscriptions.values())
    if (row.customer === id && row.status !== 'canceled')
      updateSubscription(state, world, row, { default_payment_method: method });
}

function payInvoice(state: StripeState, world: World, customer: string, id: string): void {
  const invoice = findRow(world.invoices, 'invoice', id);
  if (invoice.customer !== customer || invoice.status !== 'open') throw invalidRequest('This invoice cannot be paid.');
  const intent = settleInvoice(state, world, invoice, undefined, true);
  if (intent !== null && intent.status !== 'succeeded')
    throw cardRefused(intent.last_payment_error?.decline_code ?? 'generic_decline', intent);
}

function cancel(
  state: StripeState,
  world: World,
  row: SubscriptionRow,
  feature: ConfigurationRow['features']['subscription_cancel'],
): void {
  if (feature.mode === 'immediately') return endSubscription(state, world, row, 'cancellation_requested');
  updateSubscription(state, world, row, cancellationChange(state, row, { cancel_at_period_end: true }));
  planTurn(state, world, row);
}

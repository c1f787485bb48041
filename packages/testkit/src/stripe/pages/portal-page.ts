import type { ServerResponse } from 'node:http';
import type { PortalSessionRow, SubscriptionRow } from '../billing-rows.ts';
import { moneyText } from '../life/period-lines.ts';
import { StripeRefusal } from '../stripe-refusal.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { alert, button, escapeHtml, field, redirect, sendPage } from './html.ts';
import { runPortalAction } from './run-portal-action.ts';

/** The customer portal at a session's `url`: what its configuration allows, or the one flow that it was made for. */
export function portalPage(
  state: StripeState,
  world: World,
  session: PortalSessionRow,
  form: Record<string, string> | null,
  response: ServerResponse,
): void {
  if (form === null) return sendPage(response, 200, 'Billing', body(world, session, null));
  try {
    runPortalAction(state, world, session, form);
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return sendPage(response, error.status, 'Billing', body(world, session, error.message));
  }
  const to = session.flow?.after_completion.redirect?.return_url;
  redirect(response, to ?? session.url);
}

function body(world: World, session: PortalSessionRow, problem: string | null): string {
  const features = world.configurations.get(session.configuration)?.features;
  const wanted = session.flow?.type;
  const shows = (flow: string): boolean => wanted === undefined || wanted === flow;
  const rows = [...world.subscriptions.values()].filter(
    (one) => one.customer === session.customer && one.status !== 'canceled',
  );
  const methods = [...world.paymentMethods.values()].filter((one) => one.customer === session.customer);
  const parts = [
    ...rows.map(
      (row) =>
        `<h2>${escapeHtml(names(world, row))}</h2><p>${row.status}${row.cancel_at_period_end ? ', ends at the end of the period' : ''}</p>`,
    ),
    ...(features?.payment_method_update.enabled === true && shows('payment_method_update')
      ? [
          `<p>Card: ${methods.at(-1)?.card.last4 ?? 'none'}</p>`,
          button('Change card', { action: 'card' }, field('card', 'Card number')),
        ]
      : []),
    ...(features?.subscription_cancel.enabled === true && shows('subscription_cancel') ? rows.map(cancelButton) : []),
    ...(features?.subscription_update.enabled === true && shows('subscription_update')
      ? rows.flatMap((row) => changeButtons(world, row, features.subscription_update.products ?? []))
      : []),
    ...(wanted === 'subscription_update_confirm' ? [button('Confirm', { action: 'confirm' })] : []),
    ...(features?.invoice_history.enabled === true && wanted === undefined ? [invoices(world, session.customer)] : []),
  ];
  const back = session.return_url === null ? '' : `<p><a href="${escapeHtml(session.return_url)}">Return</a></p>`;
  return alert(problem) + parts.join('') + back;
}

const names = (world: World, row: SubscriptionRow): string =>
  row.items.data.map((item) => world.products.get(item.price.product)?.name ?? item.price.product).join(', ');

function cancelButton(row: SubscriptionRow): string {
  return row.cancel_at_period_end
    ? button('Don’t cancel subscription', { action: 'resume', subscription: row.id })
    : button('Cancel subscription', { action: 'cancel', subscription: row.id });
}

function changeButtons(
  world: World,
  row: SubscriptionRow,
  products: { prices: string[]; product: string }[],
): string[] {
  const current = row.items.data.map((item) => item.price.id);
  return products.flatMap(({ product, prices }) =>
    prices
      .filter((price) => !current.includes(price))
      .map((price) =>
        button(`Switch to ${world.products.get(product)?.name ?? product}`, {
          action: 'change',
          subscription: row.id,
          price,
        }),
      ),
  );
}

function invoices(world: World, customer: string): string {
  const rows = [...world.invoices.values()]
    .filter((one) => one.customer === customer && one.status !== 'draft')
    .toReversed();
  const items = rows.map((row) => {
    const pay = row.status === 'open' ? button(`Pay ${row.number ?? ''}`, { action: 'pay', invoice: row.id }) : '';
    return `<li>${escapeHtml(row.number ?? '')}: ${moneyText(row.amount_due, row.currency)}, ${row.status ?? ''} <a href="${escapeHtml(row.hosted_invoice_url ?? '')}">View</a>${pay}</li>`;
  });
  return `<h2>Invoices</h2><ul>${items.join('')}</ul>`;
}

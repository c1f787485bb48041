import type { ServerResponse } from 'node:http';
import type { SessionRow } from '../billing-rows.ts';
import { finishCheckout } from '../life/finish-checkout.ts';
import { moneyText } from '../life/period-lines.ts';
import { StripeRefusal } from '../stripe-refusal.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { alert, button, escapeHtml, field, redirect, sendPage } from './html.ts';

/** The page at a Checkout Session's `url`: GET shows it, POST pays and goes to `success_url`. */
export function checkoutPage(
  state: StripeState,
  world: World,
  session: SessionRow,
  form: Record<string, string> | null,
  response: ServerResponse,
): void {
  if (session.status !== 'open') {
    const title = session.status === 'complete' ? 'You’re all done here' : 'This link has expired';
    return sendPage(
      response,
      200,
      title,
      session.cancel_url === null ? '' : `<p><a href="${escapeHtml(session.cancel_url)}">Go back</a></p>`,
    );
  }
  if (form === null) return sendPage(response, 200, 'Checkout', body(world, session, {}, null));
  try {
    finishCheckout(state, world, session.id, {
      card: form['card'],
      country: form['country'],
      email: form['email'],
      name: form['name'],
      promotionCode: form['promotion_code'],
      vatId: form['vat_id'],
    });
    redirect(response, (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id));
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    sendPage(response, error.status, 'Checkout', body(world, session, form, error.message));
  }
}

function body(world: World, session: SessionRow, form: Record<string, string>, problem: string | null): string {
  const plan = world.plans.get(session.id);
  const lines = (plan?.lines ?? []).map(({ price, quantity }) => {
    const name = world.products.get(price.product)?.name ?? price.product;
    return `<li>${quantity} × ${escapeHtml(name)}, ${moneyText(price.unit_amount ?? 0, price.currency)} per ${price.recurring?.interval ?? 'once'}</li>`;
  });
  const trial = plan?.trialDays ? `<p>${plan.trialDays} days free</p>` : '';
  const fields = [
    session.customer === null
      ? field('email', 'Email', form['email'] ?? session.customer_email ?? '', 'type="email"')
      : '',
    field('card', 'Card number', form['card'] ?? '', 'inputmode="numeric" placeholder="4242 4242 4242 4242"'),
    field('country', 'Country', form['country'] ?? '', 'maxlength="2" placeholder="DE"'),
    session.tax_id_collection?.enabled === true
      ? field('name', 'Business name', form['name'] ?? '') + field('vat_id', 'VAT ID', form['vat_id'] ?? '')
      : '',
    session.allow_promotion_codes === true
      ? field('promotion_code', 'Promotion code', form['promotion_code'] ?? '')
      : '',
  ].join('');
  const back = session.cancel_url === null ? '' : `<p><a href="${escapeHtml(session.cancel_url)}">Back</a></p>`;
  return `<ul>${lines.join('')}</ul>${trial}${alert(problem)}${button(trial === '' ? 'Subscribe' : 'Start trial', {}, fields)}${back}`;
}

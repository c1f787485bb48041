import type { ServerResponse } from 'node:http';
import type { InvoiceRow } from '../billing-rows.ts';
import { attachCard } from '../life/attach-card.ts';
import { moneyText } from '../life/period-lines.ts';
import { settleInvoice } from '../life/settle-invoice.ts';
import { declined } from '../stripe-refusal.ts';
import type { StripeState, World } from '../stripe-state.ts';
import { alert, button, field, redirect, sendPage } from './html.ts';

type Form = Record<string, string> | null;

/** The page at an invoice's `hosted_invoice_url`: an open one can be paid there, by a new card or the one on file. */
export function invoicePage(
  state: StripeState,
  world: World,
  invoice: InvoiceRow,
  form: Form,
  response: ServerResponse,
): void {
  const problem = form === null || invoice.status !== 'open' ? null : pay(state, world, invoice, form['card'] ?? '');
  if (form !== null && problem === null) return redirect(response, `${state.url}/i/${invoice.id}`);
  const due = `<p>${moneyText(invoice.amount_due, invoice.currency)}, ${invoice.status ?? ''}</p>`;
  const card = field('card', 'Card number (empty: the card on file)');
  const open = invoice.status === 'open' ? alert(problem) + button('Pay', {}, card) : '';
  sendPage(response, problem === null ? 200 : 402, `Invoice ${invoice.number ?? ''}`, due + open);
}

/** Why it was not paid, or null when it was. */
function pay(state: StripeState, world: World, invoice: InvoiceRow, card: string): string | null {
  const answer = card === '' ? null : attachCard(state, world, invoice.customer ?? '', card);
  if (answer !== null && 'decline' in answer) return declined(answer.decline).message;
  const intent = settleInvoice(state, world, invoice, answer?.method.id, true);
  if (intent === null || intent.status === 'succeeded') return null;
  return intent.last_payment_error?.message ?? 'There is no card on file.';
}

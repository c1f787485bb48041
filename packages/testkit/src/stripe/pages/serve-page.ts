import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../http/read-body.ts';
import type { StripeState } from '../stripe-state.ts';
import { checkoutPage } from './checkout-page.ts';
import { sendPage } from './html.ts';
import { invoicePage } from './invoice-page.ts';
import { portalPage } from './portal-page.ts';

/** The pages for people: checkout, portal, a hosted invoice. An unknown address is a 404 page. */
export async function servePage(
  state: StripeState,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = request.method === 'POST' ? fieldsOf(await readBody(request, 100_000)) : null;
  state.request = { id: null, idempotency_key: null };
  for (const world of [state.test, state.live]) {
    const session = world.sessions.get(/^\/c\/pay\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (session !== undefined) return checkoutPage(state, world, session, form, response);
    const portal = path.startsWith('/p/session/')
      ? [...world.portalSessions.values()].find((one) => one.url === state.url + path)
      : undefined;
    if (portal !== undefined) return portalPage(state, world, portal, form, response);
    const invoice = world.invoices.get(/^\/i\/(in_\w+)/.exec(path)?.[1] ?? '');
    if (invoice !== undefined) return invoicePage(state, world, invoice, form, response);
  }
  sendPage(response, 404, 'Not found', '<p>There is no such page.</p>');
}

const fieldsOf = (body: Buffer): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

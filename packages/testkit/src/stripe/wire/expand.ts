import { invalidRequest } from '../stripe-refusal.ts';
import type { World } from '../stripe-state.ts';

const deepest = 4;

/** Puts objects in place of ids where `expand` asks for it. Throws StripeRefusal for what cannot be expanded. */
export function expandAnswer(world: World, answer: object, paths: string[]): object {
  const copy = structuredClone(answer) as Record<string, unknown>;
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.filter((part) => part !== 'data').length > deepest)
      throw invalidRequest(`You cannot expand more than ${deepest} levels of a property (${path}).`, 'expand');
    expandPath(world, copy, parts, path);
  }
  return copy;
}

function expandPath(world: World, holder: Record<string, unknown>, parts: string[], path: string): void {
  const [name, ...rest] = parts;
  if (name === undefined) return;
  if (!(name in holder)) {
    const included = includable(world, holder, name);
    if (included === undefined) throw notExpandable(path);
    holder[name] = included;
  }
  const value = holder[name];
  const wanted = Array.isArray(value) ? value : [value];
  const expanded = wanted.map((one: unknown) => {
    const object = typeof one === 'string' ? findAnywhere(world, one) : one;
    if (typeof one === 'string' && object === undefined) throw notExpandable(path);
    if (object === null || object === undefined) return one;
    if (typeof object !== 'object') throw notExpandable(path);
    expandPath(world, object as Record<string, unknown>, rest, path);
    return object;
  });
  holder[name] = Array.isArray(value) ? expanded : expanded[0];
}

const notExpandable = (path: string) => invalidRequest(`This property cannot be expanded (${path}).`, 'expand');

function findAnywhere(world: World, id: string): object | undefined {
  for (const rows of Object.values(world)) {
    const row: unknown = rows instanceof Map ? rows.get(id) : undefined;
    if (typeof row === 'object' && row !== null && 'object' in row) return structuredClone(row);
  }
  return undefined;
}

/** Lists that Stripe leaves out of an object unless they are asked for. */
function includable(world: World, holder: Record<string, unknown>, name: string): object | undefined {
  const id = String(holder['id']);
  const list = (url: string, rows: object[]) => structuredClone({ object: 'list', data: rows, has_more: false, url });
  const key = `${String(holder['object'])}.${name}`;
  if (key === 'customer.tax_ids')
    return list(
      `/v1/customers/${id}/tax_ids`,
      [...world.taxIds.values()].filter((one) => one.customer === id),
    );
  if (key === 'customer.subscriptions')
    return list(
      `/v1/customers/${id}/subscriptions`,
      [...world.subscriptions.values()].filter((one) => one.customer === id && one.status !== 'canceled'),
    );
  if (key === 'invoice.payments')
    return list(
      '/v1/invoice_payments',
      [...world.invoicePayments.values()].filter((one) => one.invoice === id),
    );
  if (key === 'checkout.session.line_items')
    return list(
      `/v1/checkout/sessions/${id}/line_items`,
      (world.plans.get(id)?.lines ?? []).map(({ price, quantity }, index) => ({
        id: `li_${index}${id.slice(-10)}`,
        object: 'item',
        amount_subtotal: (price.unit_amount ?? 0) * quantity,
        currency: price.currency,
        price,
        quantity,
      })),
    );
  return undefined;
}

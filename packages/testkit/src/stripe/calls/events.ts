import type Stripe from 'stripe';
import { z } from 'zod';
import { findRow } from '../wire/find-row.ts';
import { expandable, hashOf, paging, range, text } from '../wire/form-fields.ts';
import { inRange, listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const listFields = hashOf<Stripe.EventListParams>()({
  ...expandable,
  ...paging,
  created: range.optional(),
  type: text.optional(),
  types: z.array(text).optional(),
});

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', listFields, ({ world }, { created, type, types, ...page }) => {
    const rows = [...world.events.values()].filter(
      (one) =>
        inRange(one.created, created) &&
        (type === undefined || matches(one.type, type)) &&
        (types?.includes(one.type) ?? true),
    );
    return listPage(rows, '/v1/events', page);
  }),
  route('GET', '/v1/events/:id', z.strictObject(expandable), ({ world }, _, id) => findRow(world.events, 'event', id)),
];

/** A type, or `customer.*`. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { WebhookEndpointRow } from '../stripe-rows.ts';
import { newId } from '../stripe-state.ts';
import { mergeMetadata } from '../wire/change-row.ts';
import { findRow } from '../wire/find-row.ts';
import { expandable, hashOf, metadata, orEmpty, paging, text, webAddress } from '../wire/form-fields.ts';
import { listPage } from '../wire/list-page.ts';
import { route } from '../wire/route.ts';
import type { Route } from '../wire/route.ts';

const createFields = hashOf<Stripe.WebhookEndpointCreateParams>()({
  ...expandable,
  api_version: text.optional(),
  description: orEmpty(text).optional(),
  enabled_events: z.array(text),
  metadata: metadata.optional(),
  url: webAddress,
});
/** The secret is told once, when the endpoint is made. */
const withoutSecret = (row: WebhookEndpointRow) => ({ ...row, secret: undefined });
const url = '/v1/webhook_endpoints';

export const webhookEndpointRoutes: Route[] = [
  route('POST', url, createFields, ({ state, world }, fields) => {
    const row: WebhookEndpointRow = {
      id: newId(state, 'we'),
      object: 'webhook_endpoint',
      api_version: fields.api_version ?? null,
      application: null,
      created: state.clock.now(),
      description: fields.description ?? null,
      enabled_events: fields.enabled_events,
      livemode: world.livemode,
      metadata: mergeMetadata({}, fields.metadata),
      secret: `whsec_${randomBytes(16).toString('hex')}`,
      status: 'enabled',
      url: fields.url,
    };
    world.webhookEndpoints.set(row.id, row);
    return row;
  }),
  route('GET', url, z.strictObject({ ...expandable, ...paging }), ({ world }, page) =>
    listPage([...world.webhookEndpoints.values()].map(withoutSecret), url, page),
  ),
  route('GET', `${url}/:id`, z.strictObject(expandable), ({ world }, _, id) =>
    withoutSecret(findRow(world.webhookEndpoints, 'webhook endpoint', id)),
  ),
  route('DELETE', `${url}/:id`, z.strictObject({}), ({ world }, _, id) => {
    findRow(world.webhookEndpoints, 'webhook endpoint', id);
    world.webhookEndpoints.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];

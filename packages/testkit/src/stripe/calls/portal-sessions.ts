import { randomBytes } from 'node:crypto';
import type { ConfigurationRow, PortalSessionRow } from '../billing-rows.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import { newId } from '../stripe-state.ts';
import type { World } from '../stripe-state.ts';
import { namedRow } from '../wire/find-row.ts';
import { route } from '../wire/route.ts';
import type { Context, Route } from '../wire/route.ts';
import { createFields } from './portal-session-fields.ts';
import type { FlowFields } from './portal-session-fields.ts';

export const portalSessionRoutes: Route[] = [
  route('POST', '/v1/billing_portal/sessions', createFields, (context, fields) => {
    const { state, world } = context;
    namedRow(world.customers, 'customer', fields.customer, 'customer');
    const configuration = configurationOf(world, fields.configuration);
    const flow =
      fields.flow_data === undefined ? null : flowRow(context, fields.customer, configuration, fields.flow_data);
    const row: PortalSessionRow = {
      id: newId(state, 'bps'),
      object: 'billing_portal.session',
      configuration: configuration.id,
      created: state.clock.now(),
      customer: fields.customer,
      flow,
      livemode: world.livemode,
      locale: fields.locale ?? null,
      on_behalf_of: null,
      return_url: fields.return_url ?? configuration.default_return_url,
      url: `${state.url}/p/session/${world.livemode ? 'live' : 'test'}_${randomBytes(18).toString('base64url')}`,
    };
    world.portalSessions.set(row.id, row);
    return row;
  }),
];

function configurationOf(world: World, id: string | undefined): ConfigurationRow {
  if (id !== undefined) {
    const row = namedRow(world.configurations, 'configuration', id, 'configuration');
    if (!row.active) throw invalidRequest('This configuration is not active.', 'configuration');
    return row;
  }
  const standard = [...world.configurations.values()].find((one) => one.is_default);
  if (standard !== undefined) return standard;
  const mode = world.livemode ? 'live' : 'test';
  throw invalidRequest(
    `No configuration provided and your ${mode} mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in ${mode} mode at https://dashboard.stripe.com/${world.livemode ? '' : 'test/'}settings/billing/portal.`,
  );
}

function flowRow(
  { world }: Context,
  customer: string,
  configuration: ConfigurationRow,
  flow: FlowFields,
): NonNullable<PortalSessionRow['flow']> {
  const param = `flow_data[${flow.type}]`;
  const part = flow.type === 'payment_method_update' ? undefined : flow[flow.type];
  if (flow.type !== 'payment_method_update') {
    if (part === undefined) throw invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing');
    const subscription = namedRow(world.subscriptions, 'subscription', part.subscription, `${param}[subscription]`);
    if (subscription.customer !== customer)
      namedRow(new Map<string, never>(), 'subscription', part.subscription, `${param}[subscription]`);
    if (subscription.status === 'canceled')
      throw invalidRequest('This subscription is already canceled.', `${param}[subscription]`);
    if (flow.type === 'subscription_cancel' && subscription.cancel_at_period_end)
      throw invalidRequest(
        'The subscription is already set to be canceled at the period end.',
        `${param}[subscription]`,
      );
  }
  const feature = flow.type === 'subscription_update_confirm' ? 'subscription_update' : flow.type;
  if (!configuration.features[feature].enabled)
    throw invalidRequest(
      `This ${flow.type} flow is not enabled in the configuration ${configuration.id}.`,
      'flow_data[type]',
    );
  const confirm = flow.subscription_update_confirm;
  if (confirm?.items.length === 0)
    throw invalidRequest(`Missing required param: ${param}[items].`, `${param}[items]`, 'parameter_missing');
  for (const item of confirm?.items ?? [])
    if (item.price !== undefined) namedRow(world.prices, 'price', item.price, `${param}[items][0][price]`);
  const redirect = flow.after_completion?.redirect;
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: redirect ?? null,
      type: flow.after_completion?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel:
      flow.type === 'subscription_cancel' ? { retention: null, subscription: part?.subscription ?? '' } : null,
    subscription_pause: null,
    subscription_update: flow.type === 'subscription_update' ? { subscription: part?.subscription ?? '' } : null,
    subscription_update_confirm:
      confirm === undefined || flow.type !== 'subscription_update_confirm'
        ? null
        : {
            discounts: null,
            items: confirm.items.map(({ id, price, quantity }) => ({
              id,
              price: price ?? null,
              quantity: quantity ?? 1,
            })),
            subscription: confirm.subscription,
          },
    type: flow.type,
  };
}

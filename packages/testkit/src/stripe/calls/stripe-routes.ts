import type { Route } from '../wire/route.ts';
import { checkoutRoutes } from './checkout-sessions.ts';
import { couponRoutes } from './coupons.ts';
import { customerRoutes } from './customers.ts';
import { eventRoutes } from './events.ts';
import { invoiceRoutes } from './invoices.ts';
import { meterEventRoutes } from './meter-events.ts';
import { meterRoutes } from './meters.ts';
import { paymentRoutes } from './payments.ts';
import { portalConfigurationRoutes } from './portal-configurations.ts';
import { portalSessionRoutes } from './portal-sessions.ts';
import { previewInvoiceRoutes } from './preview-invoice.ts';
import { priceRoutes } from './prices.ts';
import { productRoutes } from './products.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { taxIdRoutes } from './tax-ids.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';

/** Every call that the stand-in knows; any other is a 404. */
export const stripeRoutes: Route[] = [
  ...customerRoutes,
  ...taxIdRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...checkoutRoutes,
  ...portalSessionRoutes,
  ...portalConfigurationRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...previewInvoiceRoutes,
  ...paymentRoutes,
  ...meterRoutes,
  ...meterEventRoutes,
  ...webhookEndpointRoutes,
  ...eventRoutes,
];

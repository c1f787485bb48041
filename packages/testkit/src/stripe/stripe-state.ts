import { randomBytes } from 'node:crypto';
import type * as Billing from './billing-rows.ts';
import type { StripeClock } from './stripe-clock.ts';
import type * as Rows from './stripe-rows.ts';

export const apiVersion = '2026-10-28.endive';

/** A proration that waits for the next invoice of its subscription. */
type PendingItem = {
  id: string;
  subscription: string;
  item: string;
  price: Rows.PriceRow;
  amount: number;
  quantity: number;
  description: string;
  period: { start: number; end: number };
};
export type SessionPlan = {
  lines: { price: Rows.PriceRow; quantity: number }[];
  trialDays: number | null;
  trialEnd: number | null;
  missingPaymentMethod: 'cancel' | 'pause' | 'create_invoice';
  metadata: Record<string, string>;
  description: string | null;
  promotionCode: string | null;
  coupon: string | null;
  /** Whether the address entered on the page is written to a customer that was there before. */
  savesAddress: boolean;
};
export type StoredMeterEvent = {
  name: string;
  identifier: string;
  created: number;
  timestamp: number;
  customer: string;
  value: number;
};

/** Everything of one mode: what a test key makes is unknown to a live key. */
export type World = {
  livemode: boolean;
  customers: Map<string, Rows.CustomerRow>;
  /** Deleted ones can still be retrieved, as `deleted: true`. */
  deletedCustomers: Set<string>;
  taxIds: Map<string, Rows.TaxIdRow>;
  paymentMethods: Map<string, Rows.PaymentMethodRow>;
  products: Map<string, Rows.ProductRow>;
  prices: Map<string, Rows.PriceRow>;
  coupons: Map<string, Rows.CouponRow>;
  promotionCodes: Map<string, Rows.PromotionCodeRow>;
  discounts: Map<string, Rows.DiscountRow>;
  meters: Map<string, Rows.MeterRow>;
  webhookEndpoints: Map<string, Rows.WebhookEndpointRow>;
  subscriptions: Map<string, Billing.SubscriptionRow>;
  invoices: Map<string, Billing.InvoiceRow>;
  paymentIntents: Map<string, Billing.PaymentIntentRow>;
  invoicePayments: Map<string, Billing.InvoicePaymentRow>;
  sessions: Map<string, Billing.SessionRow>;
  portalSessions: Map<string, Billing.PortalSessionRow>;
  configurations: Map<string, Billing.ConfigurationRow>;
  events: Map<string, Billing.EventRow>;
  plans: Map<string, SessionPlan>;
  pending: PendingItem[];
  meterEvents: StoredMeterEvent[];
  idempotent: Map<string, KeptAnswer>;
};
type KeptAnswer = { path: string; parameters: string; status: number; body: unknown; at: number };
type Task = { at: number; run: () => void };
export type StripeCall = {
  method: string;
  path: string;
  status: number;
  livemode: boolean | null;
  idempotencyKey: string | null;
  parameters: unknown;
};

export type StripeState = {
  url: string;
  clock: StripeClock;
  test: World;
  live: World;
  agenda: Map<string, Task>;
  /** Seconds from a failed attempt to the next; when they are used up, `finally` happens. */
  dunning: { retryAfterSeconds: number[]; finally: 'unpaid' | 'canceled' | 'past_due' };
  /** How long a renewal's invoice stays a draft; an hour at Stripe. */
  draftSeconds: number;
  accountCountry: string;
  taxPercent: Map<string, number>;
  /** Decline codes that the next charges of a customer get, whatever its card. */
  declines: Map<string, string[]>;
  /** Numbers of cards by payment method. */
  cards: Map<string, string>;
  revokedKeys: Set<string>;
  requests: StripeCall[];
  request: { id: string | null; idempotency_key: string | null };
  serial: number;
  onEvent: (world: World, event: Billing.EventRow) => void;
};

/** A fresh id as Stripe's look: prefix and 24 letters and digits; those made later sort later. */
export function newId(state: StripeState, prefix: string): string {
  state.serial += 1;
  return `${prefix}_${state.serial.toString(36).padStart(8, '0')}${randomBytes(8).toString('hex')}`;
}

export function createWorld(livemode: boolean): World {
  return {
    livemode,
    customers: new Map(),
    deletedCustomers: new Set(),
    taxIds: new Map(),
    paymentMethods: new Map(),
    products: new Map(),
    prices: new Map(),
    coupons: new Map(),
    promotionCodes: new Map(),
    discounts: new Map(),
    meters: new Map(),
    webhookEndpoints: new Map(),
    subscriptions: new Map(),
    invoices: new Map(),
    paymentIntents: new Map(),
    invoicePayments: new Map(),
    sessions: new Map(),
    portalSessions: new Map(),
    configurations: new Map(),
    events: new Map(),
    plans: new Map(),
    pending: [],
    meterEvents: [],
    idempotent: new Map(),
  };
}

export function createStripeState(clock: StripeClock): StripeState {
  return {
    url: '',
    clock,
    test: createWorld(false),
    live: createWorld(true),
    agenda: new Map(),
    dunning: { retryAfterSeconds: [3, 5, 7].map((days) => days * 86_400), finally: 'canceled' },
    draftSeconds: 3_600,
    accountCountry: 'US',
    taxPercent: new Map(),
    declines: new Map(),
    cards: new Map(),
    revokedKeys: new Set(),
    requests: [],
    request: { id: null, idempotency_key: null },
    serial: 0,
    onEvent: () => undefined,
  };
}

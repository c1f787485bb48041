import type Stripe from 'stripe';

/** A field as the wire carries it unexpanded: the id alone where the library's type allows an object as well. */
type Flat<V> =
  V extends Array<infer E>
    ? Array<Flat<E>>
    : V extends string | number | boolean | null | undefined
      ? V
      : V extends { id: string }
        ? never
        : { [P in keyof V]: Flat<V[P]> };
/** Some fields of a type of the official library: a field that it does not have does not compile. */
export type Row<T, K extends keyof T> = { [P in K]: Flat<T[P]> };
export type RowList<T> = { object: 'list'; data: T[]; has_more: boolean; url: string };

export type CustomerRow = Row<
  Stripe.Customer,
  | 'id'
  | 'object'
  | 'address'
  | 'balance'
  | 'created'
  | 'currency'
  | 'default_source'
  | 'delinquent'
  | 'description'
  | 'email'
  | 'invoice_prefix'
  | 'invoice_settings'
  | 'livemode'
  | 'metadata'
  | 'name'
  | 'phone'
  | 'preferred_locales'
  | 'shipping'
  | 'tax_exempt'
>;
export type TaxIdRow = Row<
  Stripe.TaxId,
  'id' | 'object' | 'country' | 'created' | 'customer' | 'livemode' | 'type' | 'value' | 'verification'
>;
export type PaymentMethodRow = Row<
  Stripe.PaymentMethod,
  'id' | 'object' | 'billing_details' | 'created' | 'customer' | 'livemode' | 'metadata' | 'type'
> & {
  card: Row<
    Stripe.PaymentMethod.Card,
    'brand' | 'country' | 'display_brand' | 'exp_month' | 'exp_year' | 'funding' | 'last4'
  >;
};
export type ProductRow = Row<
  Stripe.Product,
  | 'id'
  | 'object'
  | 'active'
  | 'created'
  | 'default_price'
  | 'description'
  | 'images'
  | 'livemode'
  | 'marketing_features'
  | 'metadata'
  | 'name'
  | 'package_dimensions'
  | 'shippable'
  | 'statement_descriptor'
  | 'tax_code'
  | 'type'
  | 'unit_label'
  | 'updated'
  | 'url'
>;
export type PriceRow = Row<
  Stripe.Price,
  | 'id'
  | 'object'
  | 'active'
  | 'billing_scheme'
  | 'created'
  | 'currency'
  | 'custom_unit_amount'
  | 'livemode'
  | 'lookup_key'
  | 'metadata'
  | 'nickname'
  | 'product'
  | 'recurring'
  | 'tax_behavior'
  | 'tiers_mode'
  | 'transform_quantity'
  | 'type'
  | 'unit_amount'
> & { unit_amount_decimal: string | null };
export type CouponRow = Row<
  Stripe.Coupon,
  | 'id'
  | 'object'
  | 'amount_off'
  | 'created'
  | 'currency'
  | 'duration'
  | 'duration_in_months'
  | 'livemode'
  | 'max_redemptions'
  | 'metadata'
  | 'name'
  | 'percent_off'
  | 'redeem_by'
  | 'times_redeemed'
  | 'valid'
>;
export type PromotionCodeRow = Row<
  Stripe.PromotionCode,
  | 'id'
  | 'object'
  | 'active'
  | 'code'
  | 'created'
  | 'customer'
  | 'expires_at'
  | 'livemode'
  | 'max_redemptions'
  | 'metadata'
  | 'restrictions'
  | 'times_redeemed'
> & { promotion: { coupon: string; type: 'coupon' } };
export type DiscountRow = Row<
  Stripe.Discount,
  | 'id'
  | 'object'
  | 'checkout_session'
  | 'customer'
  | 'end'
  | 'invoice'
  | 'invoice_item'
  | 'promotion_code'
  | 'start'
  | 'subscription'
  | 'subscription_item'
> & { source: { coupon: string; type: 'coupon' } };
export type MeterRow = Row<
  Stripe.Billing.Meter,
  | 'id'
  | 'object'
  | 'created'
  | 'customer_mapping'
  | 'default_aggregation'
  | 'display_name'
  | 'event_name'
  | 'event_time_window'
  | 'livemode'
  | 'status'
  | 'status_transitions'
  | 'updated'
  | 'value_settings'
>;
export type WebhookEndpointRow = Row<
  Stripe.WebhookEndpoint,
  | 'id'
  | 'object'
  | 'api_version'
  | 'application'
  | 'created'
  | 'description'
  | 'enabled_events'
  | 'livemode'
  | 'metadata'
  | 'status'
  | 'url'
> & { secret: string };

import type { SubscriptionRow } from '../billing-rows.ts';
import { invalidRequest } from '../stripe-refusal.ts';
import type { StripeState } from '../stripe-state.ts';

type Details = {
  comment?: string | null | undefined;
  feedback?: NonNullable<SubscriptionRow['cancellation_details']>['feedback'] | undefined;
};
export type CancellationFields = {
  cancel_at?: number | null | undefined;
  cancel_at_period_end?: boolean | undefined;
  cancellation_details?: Details | undefined;
};

/** What a wish to cancel later, or to go on after all, changes in the subscription. */
export function cancellationChange(
  state: StripeState,
  row: SubscriptionRow,
  fields: CancellationFields,
): Partial<SubscriptionRow> {
  const now = state.clock.now();
  const periodEnd = Math.min(...row.items.data.map((item) => item.current_period_end));
  const details = {
    ...(row.cancellation_details ?? { comment: null, feedback: null, feedback_option: null, reason: null }),
  };
  if (fields.cancellation_details?.comment !== undefined) details.comment = fields.cancellation_details.comment;
  if (fields.cancellation_details?.feedback !== undefined) details.feedback = fields.cancellation_details.feedback;
  const asked = (at: number, atPeriodEnd: boolean): Partial<SubscriptionRow> => ({
    cancel_at: at,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: row.canceled_at ?? now,
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  });
  if (fields.cancel_at_period_end === true) return asked(periodEnd, true);
  if (typeof fields.cancel_at === 'number') {
    if (fields.cancel_at <= now) throw invalidRequest('cancel_at must be a timestamp in the future.', 'cancel_at');
    return asked(fields.cancel_at, false);
  }
  const resumed = fields.cancel_at_period_end === false ? row.cancel_at_period_end : fields.cancel_at === null;
  if (resumed)
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { ...details, reason: null },
    };
  return { cancellation_details: details };
}

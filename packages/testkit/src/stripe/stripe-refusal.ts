export type RefusalBody = {
  type: 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  payment_intent?: unknown;
};

/** Stripe's error object (docs.stripe.com/api/errors) with its HTTP status. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;

  constructor(status: number, body: RefusalBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** 400 invalid_request_error. */
export function invalidRequest(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(400, {
    ...(code === undefined ? {} : { code }),
    message,
    ...(param === undefined ? {} : { param }),
    type: 'invalid_request_error',
  });
}

/** `No such customer: 'cus_1'`: 404 for the object of the path, 400 for one named in a parameter, as Stripe does. */
export function noSuch(kind: string, id: string, param = 'id', status = 404): StripeRefusal {
  return new StripeRefusal(status, {
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
    type: 'invalid_request_error',
  });
}

/** 402 card_error. */
export function cardRefused(declineCode: string, paymentIntent?: unknown): StripeRefusal {
  return new StripeRefusal(402, { ...declined(declineCode), payment_intent: paymentIntent });
}

const ownCodes: Record<string, string> = {
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
};

/** What Stripe tells of a decline: code, decline code and its sentence (docs.stripe.com/declines/codes). */
export function declined(declineCode: string) {
  if (declineCode in ownCodes)
    return {
      type: 'card_error' as const,
      code: declineCode,
      decline_code: declineCode,
      message: ownCodes[declineCode] ?? '',
    };
  const message =
    declineCode === 'insufficient_funds' ? 'Your card has insufficient funds.' : 'Your card was declined.';
  return { type: 'card_error' as const, code: 'card_declined', decline_code: declineCode, message };
}

/** The closed set of codes; each transport maps them in one place. */
export const ERROR_CODES = [
  'invalid_input',
  'not_signed_in',
  'forbidden',
  'second_factor_required',
  'not_found',
  'conflict',
  'limit_reached',
  'outside_refused',
  'outside_unreachable',
  'too_many_requests',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Messages by form field, to be shown at the field. */
export type FieldErrors = Readonly<Record<string, string>>;

/**
 * The one error class of Clawberth. `message` is written for the person who reads the screen:
 * what happened and what to do. It never holds a secret. The cause stays for the logs.
 */
export class ClawberthError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors;

  constructor(code: ErrorCode, message: string, options: { fields?: FieldErrors; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ClawberthError';
    this.code = code;
    this.fields = options.fields ?? {};
  }
}

/** The message for a thing that is not there, or is another tenant's: the two are not told apart. */
export function notFound(what: string): ClawberthError {
  return new ClawberthError('not_found', `This ${what} does not exist, or it is not yours to see.`);
}

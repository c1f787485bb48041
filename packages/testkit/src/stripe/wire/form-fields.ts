import { z } from 'zod';

type Problem = { message: (param: string) => string; code?: string };
/** Stops with Stripe's sentence; `checkParameters` puts the parameter's full name in. */
function stop(
  context: { addIssue: (issue: { code: 'custom'; params: Problem; message: string }) => void },
  problem: Problem,
) {
  context.addIssue({ code: 'custom', params: problem, message: problem.message('') });
  return z.NEVER;
}

const emptyProblem: Problem = {
  code: 'parameter_invalid_empty',
  message: (param) =>
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
};

export const text = z.string().transform((value, context) => (value === '' ? stop(context, emptyProblem) : value));
export const whole = z.string().transform((value, context) => {
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  return value === ''
    ? stop(context, emptyProblem)
    : stop(context, { code: 'parameter_invalid_integer', message: () => `Invalid integer: ${value}` });
});
export const count = whole.transform((value, context) =>
  value >= 0
    ? value
    : stop(context, {
        code: 'parameter_invalid_integer',
        message: () => 'This value must be greater than or equal to 0.',
      }),
);
/** Seconds since 1970. */
export const moment = count;
export const decimal = z
  .string()
  .transform((value, context) =>
    /^\d+(\.\d{1,12})?$/.test(value) ? Number(value) : stop(context, { message: () => `Invalid decimal: ${value}` }),
  );
export const yesNo = z
  .string()
  .transform((value, context) =>
    value === 'true' || value === 'false'
      ? value === 'true'
      : stop(context, { message: () => `Invalid boolean: ${value}` }),
  );
export const currency = z
  .string()
  .transform((value, context) =>
    /^[a-z]{3}$/i.test(value) ? value.toLowerCase() : stop(context, { message: () => `Invalid currency: ${value}` }),
  );
export const email = z
  .string()
  .transform((value, context) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
      ? value
      : stop(context, { code: 'email_invalid', message: () => `Invalid email address: ${value}` }),
  );
export const webAddress = z
  .string()
  .transform((value, context) =>
    URL.canParse(value.replaceAll('{CHECKOUT_SESSION_ID}', 'x')) && /^https?:/.test(value)
      ? value
      : stop(context, { code: 'url_invalid', message: () => 'Not a valid URL' }),
  );

/** An empty value unsets. */
export const orEmpty = <T extends z.ZodType>(field: T) => z.union([z.literal('').transform(() => null), field]);

const pairs = z.record(z.string(), z.string());
export const metadata = z.union([z.literal('').transform(() => null), pairs]).transform((value, context) => {
  for (const [name, content] of Object.entries(value ?? {})) {
    if (name.length > 40 || content.length > 500)
      return stop(context, {
        message: () => 'Metadata keys can have up to 40 characters and values up to 500 characters.',
      });
  }
  return value === null ? null : { ...value };
});

/** A hash whose names must be of the library's parameter type, so that a parameter it does not know does not compile. */
export const hashOf =
  <T>() =>
  <S extends { [K in keyof T]?: z.ZodType }>(shape: S & { [K in Exclude<keyof S, keyof T>]: never }) =>
    z.strictObject<S>(shape);

const expand = z.array(text).optional();
export const paging = { limit: whole.optional(), starting_after: text.optional(), ending_before: text.optional() };
export const expandable = { expand };
export const range = z.union([
  whole,
  z.strictObject({ gt: whole.optional(), gte: whole.optional(), lt: whole.optional(), lte: whole.optional() }),
]);

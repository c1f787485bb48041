import type { z } from 'zod';
import { invalidRequest } from '../stripe-refusal.ts';
import type { StripeRefusal } from '../stripe-refusal.ts';

type Problem = { message: (param: string) => string; code?: string };

/** Checks a call's parameters; throws the refusal that Stripe gives for the first wrong one. */
export function checkParameters<S extends z.ZodType>(schema: S, parameters: unknown): z.output<S> {
  const result = schema.safeParse(parameters, { reportInput: true });
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw first === undefined ? invalidRequest('Invalid request.') : refusal(first, []);
}

function refusal(issue: z.core.$ZodIssue, above: PropertyKey[]): StripeRefusal {
  const path = [...above, ...issue.path];
  const param = nameOf(path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
  }
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.findLast((issues) => issues.length > 0)?.[0];
    if (branch !== undefined) return refusal(branch, path);
  }
  if (issue.code === 'custom' && issue.params !== undefined) {
    const problem = issue.params as Problem;
    return invalidRequest(problem.message(param), param, problem.code);
  }
  if (issue.input === undefined) return invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing');
  if (issue.code === 'invalid_value')
    return invalidRequest(`Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`, param);
  if (issue.code === 'invalid_type') return invalidRequest(`Invalid ${kinds[issue.expected] ?? issue.expected}`, param);
  return invalidRequest(`Invalid ${param}`, param);
}

const kinds: Record<string, string> = { object: 'object', record: 'object', array: 'array', string: 'string' };

/** `line_items[0][price]`. */
function nameOf(path: readonly PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String);
  return first + rest.map((part) => `[${part}]`).join('');
}

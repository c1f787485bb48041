import type { IncomingMessage } from 'node:http';
import qs from 'qs';
import { mediaType } from '../../http/media-type.ts';
import { readBody } from '../../http/read-body.ts';
import { invalidRequest } from '../stripe-refusal.ts';

const options = { plainObjects: true, arrayLimit: 200, depth: 8, parameterLimit: 5_000, strictDepth: true } as const;

/**
 * The call's parameters from query and form body, nested by brackets (`items[0][price]=…`); every leaf is text.
 * Throws StripeRefusal for a body that is not a form, as the v1 API refuses JSON.
 */
export async function readForm(request: IncomingMessage, query: string): Promise<Record<string, unknown>> {
  const body = (await readBody(request, 1_000_000)).toString('utf8');
  if (body !== '' && mediaType(request) !== 'application/x-www-form-urlencoded')
    throw invalidRequest(
      `Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have questions, we can help at https://support.stripe.com/.`,
    );
  return { ...parse(query), ...parse(body) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return { ...qs.parse(text, options) };
  } catch {
    throw invalidRequest('Invalid request: the parameters are nested too deeply.');
  }
}

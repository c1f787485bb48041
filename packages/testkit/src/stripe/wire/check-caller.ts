import type { IncomingMessage } from 'node:http';
import { invalidRequest, StripeRefusal } from '../stripe-refusal.ts';
import { apiVersion } from '../stripe-state.ts';
import type { StripeState, World } from '../stripe-state.ts';

/** The world of the request's API key. Throws StripeRefusal 401 for a missing, wrong or revoked key, 400 for another API version. */
export function checkCaller(state: StripeState, request: IncomingMessage): World {
  const header = request.headers.authorization ?? '';
  const key = header.startsWith('Bearer ') ? header.slice(7) : '';
  if (key === '')
    throw unauthorised(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (/^pk_(test|live)_/.test(key))
    throw unauthorised(
      'This API call cannot be made with a publishable API key. Please use a secret API key.',
      'secret_key_required',
    );
  const [, mode] = /^(?:sk|rk)_(test|live)_[A-Za-z0-9_]{4,}$/.exec(key) ?? [];
  if (mode === undefined) throw unauthorised(`Invalid API Key provided: ${shown(key)}`);
  if (state.revokedKeys.has(key)) throw unauthorised(`Expired API Key provided: ${shown(key)}`, 'api_key_expired');
  const version = request.headers['stripe-version'];
  if (version !== apiVersion)
    throw invalidRequest(
      `Invalid Stripe API version: ${String(version ?? '(none)')}. This stand-in speaks ${apiVersion} alone.`,
    );
  return mode === 'live' ? state.live : state.test;
}

const shown = (key: string): string => `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;

function unauthorised(message: string, code?: string): StripeRefusal {
  return new StripeRefusal(401, { ...(code === undefined ? {} : { code }), message, type: 'invalid_request_error' });
}

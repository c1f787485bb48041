import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { randomToken } from './oauth-state.ts';
import type { Grant, OauthClient, OauthState } from './oauth-state.ts';

export type Redeemed =
  { ok: true; grant: Grant; accessToken: string } | { ok: false; why: 'client' | 'code' | 'redirect' | 'grant-type' };

/** The token endpoint's work: client authentication, the code (once), redirect address and PKCE (RFC 7636, 4.6). */
export async function redeemCode(state: OauthState, request: IncomingMessage): Promise<Redeemed> {
  const body = new URLSearchParams((await readBody(request, 100_000)).toString('utf8'));
  const client = readClient(state, request, body);
  if (client === null) return { ok: false, why: 'client' };
  if ((body.get('grant_type') ?? 'authorization_code') !== 'authorization_code')
    return { ok: false, why: 'grant-type' };
  const code = body.get('code') ?? '';
  const grant = state.codes.get(code);
  state.codes.delete(code);
  if (state.misbehaviour === 'token-error' || grant === undefined || grant.client.clientId !== client.clientId) {
    return { ok: false, why: 'code' };
  }
  if (body.get('redirect_uri') !== grant.redirectUri) return { ok: false, why: 'redirect' };
  if (grant.codeChallenge !== null && challengeOf(body.get('code_verifier') ?? '') !== grant.codeChallenge) {
    return { ok: false, why: 'code' };
  }
  const accessToken = `stand-in-${randomToken()}`;
  state.accessTokens.set(accessToken, grant);
  return { ok: true, grant, accessToken };
}

/** Who an `Authorization: Bearer …` (or GitHub's `token …`) header speaks for; null for an unknown token. */
export function readBearer(state: OauthState, request: IncomingMessage): Grant | null {
  const token = /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return state.accessTokens.get(token) ?? null;
}

/** Basic authentication or the form, as RFC 6749, 2.3.1 has them. */
function readClient(state: OauthState, request: IncomingMessage, body: URLSearchParams): OauthClient | null {
  const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const pair = basic === undefined ? null : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const decode = (text = '') => decodeURIComponent(text.replaceAll('+', ' '));
  const id = pair === null ? (body.get('client_id') ?? '') : decode(pair[0]);
  const secret = pair === null ? (body.get('client_secret') ?? '') : decode(pair[1]);
  const client = state.clients.get(id);
  return client !== undefined && sameText(client.clientSecret, secret) ? client : null;
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

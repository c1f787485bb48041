import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGoogleStandIn } from './start-google-stand-in.ts';
import type { OauthStandIn } from './start-oauth-stand-in.ts';

const client = {
  clientId: 'app.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-test',
  redirectUris: ['http://127.0.0.1:3000/api/auth/callback/google'],
};
const mira = { id: '1001', name: 'Mira <b>', email: 'mira@example.com' };
const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = client.redirectUris[0] ?? '';
let google: OauthStandIn;

beforeEach(async () => {
  google = await startGoogleStandIn();
  google.addClient(client);
  google.signInAs(mira);
});
afterEach(() => google.close());

function authorize(changes: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'a state',
    nonce: 'a nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return fetch(`${google.url}/o/oauth2/v2/auth?${query.toString()}`, { redirect: 'manual' });
}

async function takeCode(changes: Record<string, string> = {}): Promise<string> {
  const target = new URL((await authorize(changes)).headers.get('location') ?? '');
  return target.searchParams.get('code') ?? '';
}

async function redeem(code: string, changes: Record<string, string> = {}, secret = client.clientSecret) {
  const response = await fetch(`${google.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** What a relying party does with the id_token (OpenID Connect Core, 3.1.3.7). */
function verify(idToken = '') {
  const keys = createRemoteJWKSet(new URL(`${google.url}/oauth2/v3/certs`));
  return jwtVerify(idToken, keys, { issuer: google.url, audience: client.clientId, algorithms: ['RS256'] });
}

it('says where everything is, and what it is', async () => {
  const response = await fetch(`${google.url}/.well-known/openid-configuration`);
  expect(response.headers.get('server')).toBe('clawberth-google-stand-in');
  expect(await response.json()).toMatchObject({
    issuer: google.url,
    token_endpoint: `${google.url}/token`,
    code_challenge_methods_supported: ['plain', 'S256'],
  });
});

it('signs the chosen person in: code, tokens, signed claims, userinfo', async () => {
  const answer = await authorize();
  expect(answer.status).toBe(302);
  const target = new URL(answer.headers.get('location') ?? '');
  expect(target.origin + target.pathname).toBe(redirectUri);
  expect(target.searchParams.get('state')).toBe('a state');
  const { status, body } = await redeem(target.searchParams.get('code') ?? '');
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid email profile' });
  const { payload } = await verify(body.id_token);
  expect(payload).toMatchObject({ sub: '1001', email: 'mira@example.com', email_verified: true, nonce: 'a nonce' });
  const userinfo = await fetch(`${google.url}/v1/userinfo`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  expect(await userinfo.json()).toMatchObject({ sub: '1001', name: 'Mira <b>' });
  expect(google.requests().map(({ path }) => path)).toContain('/token');
  expect(JSON.stringify(google.requests())).not.toContain('code=');
});

it('asks who it is when nobody is chosen, without trusting names', async () => {
  google.askWho();
  google.addPerson({ id: '1002', name: 'Jo', email: 'jo@example.com', emailVerified: false });
  const page = await (await authorize()).text();
  expect(page).toContain('This is not Google');
  expect(page).not.toContain('<b>');
  const id = /name="sign_in" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const press = (person: string) =>
    fetch(`${google.url}/choose?${new URLSearchParams({ sign_in: id, person }).toString()}`, { redirect: 'manual' });
  const target = new URL((await press('1002')).headers.get('location') ?? '');
  const { body } = await redeem(target.searchParams.get('code') ?? '');
  expect((await verify(body.id_token)).payload).toMatchObject({ email: 'jo@example.com', email_verified: false });
  expect((await press('1002')).status).toBe(400);
});

describe('refuses', () => {
  it('an unknown app and an address that is not the app’s, without sending anybody anywhere', async () => {
    expect((await authorize({ client_id: 'other' })).status).toBe(401);
    const stolen = await authorize({ redirect_uri: 'http://127.0.0.1:3000/evil' });
    expect([stolen.status, stolen.headers.get('location')]).toEqual([400, null]);
  });

  it('a code used twice, a wrong verifier, address or secret', async () => {
    const code = await takeCode();
    expect((await redeem(code)).status).toBe(200);
    const invalid = { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } };
    expect(await redeem(code)).toEqual(invalid);
    expect(await redeem(await takeCode(), { code_verifier: 'w'.repeat(64) })).toEqual(invalid);
    expect(await redeem(await takeCode(), { redirect_uri: 'http://127.0.0.1:3000/' })).toMatchObject({ status: 400 });
    expect(await redeem(await takeCode(), {}, 'wrong')).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect((await fetch(`${google.url}/v1/userinfo`)).status).toBe(401);
    expect((await fetch(`${google.url}/nowhere`)).status).toBe(404);
  });
});

describe('misbehaves', () => {
  it('with a state that was never given, and with a refusal', async () => {
    google.misbehave('wrong-state');
    const state = new URL((await authorize()).headers.get('location') ?? '').searchParams.get('state');
    expect(state).not.toBe('a state');
    google.misbehave('access-denied');
    expect((await authorize()).headers.get('location')).toContain('error=access_denied');
    google.misbehave('token-error');
    expect(await redeem(await takeCode())).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['expired-id-token', 'ERR_JWT_EXPIRED'],
    ['wrong-audience', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['forged-id-token', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  ] as const)('with %s', async (how, code) => {
    google.misbehave(how);
    const { body } = await redeem(await takeCode());
    await expect(verify(body.id_token)).rejects.toMatchObject({ code });
    google.behave();
    const good = await redeem(await takeCode());
    expect((await verify(good.body.id_token)).payload.sub).toBe('1001');
  });

  it('with a nonce of another sign-in', async () => {
    google.misbehave('wrong-nonce');
    const { body } = await redeem(await takeCode());
    expect((await verify(body.id_token)).payload.nonce).not.toBe('a nonce');
  });
});

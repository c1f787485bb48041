import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGithubStandIn } from './start-github-stand-in.ts';
import type { OauthStandIn } from './start-oauth-stand-in.ts';

const client = {
  clientId: 'Iv1.test',
  clientSecret: 'github-test',
  redirectUris: ['http://127.0.0.1:3000/api/auth/callback/github'],
};
let github: OauthStandIn;

beforeEach(async () => {
  github = await startGithubStandIn();
  github.addClient(client);
  github.signInAs({ id: '583231', name: 'Mira', email: 'mira@example.com' });
});
afterEach(() => github.close());

async function signIn(scope: string): Promise<URL> {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: client.redirectUris[0] ?? '',
    scope,
    state: 's',
  });
  const response = await fetch(`${github.url}/login/oauth/authorize?${query.toString()}`, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? '');
}

function redeem(code: string, secret = client.clientSecret, headers: Record<string, string> = {}) {
  return fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', ...headers },
    body: new URLSearchParams({
      client_id: client.clientId,
      client_secret: secret,
      code,
      redirect_uri: client.redirectUris[0] ?? '',
    }),
  });
}

async function api(path: string, token: string) {
  const response = await fetch(`${github.url}/api/v3/${path}`, { headers: { authorization: `token ${token}` } });
  return { status: response.status, body: await response.json() };
}

async function tokenFor(scope: string): Promise<string> {
  const code = (await signIn(scope)).searchParams.get('code') ?? '';
  return ((await (await redeem(code)).json()) as { access_token: string }).access_token;
}

it('signs somebody in, and tells profile and addresses', async () => {
  const target = await signIn('read:user user:email');
  expect(target.searchParams.get('iss')).toBe(`${github.url}/login/oauth`);
  const answer = await redeem(target.searchParams.get('code') ?? '');
  expect(answer.headers.get('server')).toBe('clawberth-github-stand-in');
  const { access_token: token, ...rest } = (await answer.json()) as { access_token: string };
  expect(rest).toEqual({ scope: 'read:user,user:email', token_type: 'bearer' });
  expect(await api('user', token)).toMatchObject({ status: 200, body: { id: 583231, login: 'mira', email: null } });
  expect((await api('user/emails', token)).body).toContainEqual({
    email: 'mira@example.com',
    primary: true,
    verified: true,
    visibility: 'private',
  });
});

it('says when an address is not verified', async () => {
  github.signInAs({ id: '2', name: 'Eve', email: 'mira@example.com', emailVerified: false });
  const { body } = await api('user/emails', await tokenFor('user:email'));
  expect(body).toContainEqual(expect.objectContaining({ email: 'mira@example.com', verified: false }));
});

it('refuses in the real shapes', async () => {
  expect(await (await redeem('nonsense')).json()).toMatchObject({ error: 'bad_verification_code' });
  expect(await (await redeem('nonsense', 'wrong')).json()).toMatchObject({ error: 'incorrect_client_credentials' });
  const form = await redeem('nonsense', client.clientSecret, { accept: '*/*' });
  expect(await form.text()).toMatch(/^error=bad_verification_code&/);
  expect(await api('user', 'nonsense')).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
  expect(await api('user/emails', await tokenFor('read:user'))).toMatchObject({ status: 404 });
  github.misbehave('token-error');
  const code = (await signIn('user:email')).searchParams.get('code') ?? '';
  expect(await (await redeem(code)).json()).toMatchObject({ error: 'bad_verification_code' });
});

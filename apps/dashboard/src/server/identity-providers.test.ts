import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startGithubStandIn, startGoogleStandIn, type OauthStandIn } from '@clawberth/testkit';
import NextAuth from 'next-auth';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IdentityEnv } from '@/identity-fields.ts';
import { identityProviders, offeredIdentityProviders, type IdentityUser } from './identity-providers.ts';

vi.mock('server-only', () => ({}));

const client = { clientId: 'clawberth', clientSecret: 'shared-secret' };
const mira = { id: '1001', name: 'Mira', email: 'Mira@example.com' };
let google: OauthStandIn;
let github: OauthStandIn;
let root: string;
let signedIn: { provider: string; user: IdentityUser }[] = [];
let settings: IdentityEnv;

/** next-auth itself behind a real server: what its route does in the dashboard, with a signIn that takes notes. */
const server = createServer((request, response) => void answer(request, response));
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', root);
  const apiRequest = {
    method: request.method,
    headers: request.headers,
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) },
    cookies: readCookies(request.headers.cookie ?? ''),
    body: Object.fromEntries(new URLSearchParams(await text(request))),
  };
  const apiResponse = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    send: (body: unknown) => response.end(typeof body === 'string' ? body : JSON.stringify(body)),
    json: (body: unknown) => response.end(JSON.stringify(body)),
  });
  await NextAuth(apiRequest as never, apiResponse as never, {
    secret: 's'.repeat(40),
    providers: identityProviders(settings),
    logger: { error: () => undefined },
    pages: { error: '/sign-in', signIn: '/sign-in' },
    callbacks: {
      signIn: ({ user, account }) => {
        signedIn.push({ provider: account?.provider ?? '', user: user as IdentityUser });
        return true;
      },
    },
  });
}

function readCookies(header: string): Record<string, string> {
  const pairs = header.split('; ').map((pair) => /^([^=]+)=(.*)$/s.exec(pair));
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', decodeURIComponent(pair?.[2] ?? '')]));
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('NEXTAUTH_URL', root);
  [google, github] = await Promise.all([startGoogleStandIn(), startGithubStandIn()]);
  google.addClient({ ...client, redirectUris: [`${root}/api/auth/callback/google`] });
  github.addClient({ ...client, redirectUris: [`${root}/api/auth/callback/github`] });
  settings = {
    GOOGLE_CLIENT_ID: client.clientId,
    GOOGLE_CLIENT_SECRET: client.clientSecret,
    GOOGLE_ISSUER: google.url,
    GITHUB_CLIENT_ID: client.clientId,
    GITHUB_CLIENT_SECRET: client.clientSecret,
    GITHUB_URL: github.url,
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.close();
  await Promise.all([google.close(), github.close()]);
});
beforeEach(() => {
  signedIn = [];
  for (const standIn of [google, github]) {
    standIn.behave();
    standIn.signInAs(mira);
  }
});

/** A browser: keeps its cookies, follows redirects by hand. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const own = url.startsWith(root);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: own ? { cookie } : {} });
    for (const line of own ? response.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  /** Signs in at the provider; gives the address that it sends the browser back to. */
  async begin(provider: string): Promise<string> {
    const { csrfToken } = (await (await this.go(`${root}/api/auth/csrf`)).json()) as { csrfToken: string };
    const begun = await this.go(`${root}/api/auth/signin/${provider}`, {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, callbackUrl: `${root}/done` }),
    });
    return location(await this.go(location(begun)));
  }

  /** Comes back with the provider's answer; gives the path of the page where that ends. */
  async finish(answer: string): Promise<string> {
    let end = answer;
    while (end.startsWith(`${root}/api/auth/`)) end = new URL(location(await this.go(end)), root).href;
    return end.replace(root, '');
  }
}
const location = (response: Response): string => response.headers.get('location') ?? '';
const signIn = async (provider: string, browser = new Browser()) => browser.finish(await browser.begin(provider));

test('offers only what is set', () => {
  const { GITHUB_CLIENT_ID: _id, GITHUB_CLIENT_SECRET: _secret, ...googleOnly } = settings;
  expect(offeredIdentityProviders(googleOnly)).toEqual(['google']);
  expect(identityProviders(googleOnly)).toHaveLength(1);
  expect(offeredIdentityProviders(settings)).toEqual(['google', 'github']);
});

describe.each(['google', 'github'] as const)('%s', (provider) => {
  const standIn = () => (provider === 'google' ? google : github);
  const user = { id: '1001', name: 'Mira', email: 'mira@example.com', emailVerified: true };

  test('says who signed in, by the account’s number', async () => {
    expect(await signIn(provider)).toBe('/done');
    expect(signedIn).toEqual([{ provider, user }]);
  });

  test('says that an address is not verified', async () => {
    standIn().signInAs({ ...mira, emailVerified: false });
    await signIn(provider);
    expect(signedIn).toEqual([{ provider, user: { ...user, emailVerified: false } }]);
  });

  test.each(['access-denied', 'wrong-state', 'token-error'] as const)('%s signs nobody in', async (how) => {
    standIn().misbehave(how);
    expect(await signIn(provider)).toMatch(/^\/sign-in\?(.*&)?error=(OAuthCallback|Callback)/);
    expect(signedIn).toEqual([]);
  });

  test('an answer in another browser, or for the other provider, signs nobody in', async () => {
    const [begun, stolen] = [new Browser(), new Browser()];
    await begun.begin(provider);
    await stolen.begin(provider);
    const answer = await begun.begin(provider);
    expect(await stolen.finish(answer)).toMatch(/^\/sign-in\?(.*&)?error=OAuthCallback/);
    const other = provider === 'google' ? 'github' : 'google';
    expect(await begun.finish(answer.replace(provider, other))).toMatch(/^\/sign-in\?(.*&)?error=OAuthCallback/);
    expect(signedIn).toEqual([]);
    expect(await begun.finish(answer)).toBe('/done');
  });
});

test.each(['expired-id-token', 'wrong-nonce', 'wrong-audience', 'forged-id-token'] as const)(
  'google: %s signs nobody in',
  async (how) => {
    google.misbehave(how);
    expect(await signIn('google')).toMatch(/^\/sign-in\?(.*&)?error=OAuthCallback/);
    expect(signedIn).toEqual([]);
  },
);

test('an outage of the provider signs nobody in', async () => {
  const browser = new Browser();
  const answer = await browser.begin('google');
  google.goDown();
  expect(await browser.finish(answer)).toMatch(/^\/sign-in\?(.*&)?error=OAuthCallback/);
  google.comeBack();
  expect(signedIn).toEqual([]);
  expect(await signIn('google')).toBe('/done');
});

import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import Github, { type GithubEmail, type GithubProfile } from 'next-auth/providers/github';
import Google, { type GoogleProfile } from 'next-auth/providers/google';
import type { IdentityEnv } from '@/identity-fields.ts';

/** Who signed in at Google or GitHub, as next-auth's `user` in the signIn callback. */
export type IdentityUser = {
  /** The account's number there: what an Identity is found by. Never the e-mail address. */
  id: string;
  name: string;
  email: string | null;
  /** Whether the provider has checked that the address is theirs. */
  emailVerified: boolean;
};

export type IdentityProvider = 'google' | 'github';

const ANSWER_WITHIN_MS = 10_000;

/** Which ways to sign in the settings allow, for the sign-in page. */
export function offeredIdentityProviders(env: IdentityEnv): IdentityProvider[] {
  return [
    ...(env.GOOGLE_CLIENT_ID === undefined ? [] : (['google'] as const)),
    ...(env.GITHUB_CLIENT_ID === undefined ? [] : (['github'] as const)),
  ];
}

/** next-auth's providers for what is set. PKCE and state bind the answer to this browser; Google's also to a nonce. */
export function identityProviders(env: IdentityEnv): NextAuthOptions['providers'] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env;
  const found: NextAuthOptions['providers'] = [];
  if (GOOGLE_CLIENT_ID !== undefined && GOOGLE_CLIENT_SECRET !== undefined)
    found.push(google(env.GOOGLE_ISSUER, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET));
  if (GITHUB_CLIENT_ID !== undefined && GITHUB_CLIENT_SECRET !== undefined)
    found.push(github(env.GITHUB_URL, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET));
  return found;
}

function google(issuer: string, clientId: string, clientSecret: string) {
  return Google<GoogleProfile>({
    clientId,
    clientSecret,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: ANSWER_WITHIN_MS },
    profile: ({ sub, name, email, email_verified }): IdentityUser => ({
      id: sub,
      name: name || email,
      email,
      // Anything but a true, such as the text "false", is a no.
      emailVerified: (email_verified as unknown) === true,
    }),
  });
}

type GithubWithEmail = GithubProfile & { primaryEmail: GithubEmail | null };

function github(root: string, clientId: string, clientSecret: string) {
  const api = root === 'https://github.com' ? 'https://api.github.com' : `${root}/api/v3`;
  return Github<GithubWithEmail>({
    clientId,
    clientSecret,
    issuer: `${root}/login/oauth`,
    authorization: { url: `${root}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${root}/login/oauth/access_token`,
    checks: ['pkce', 'state'],
    httpOptions: { timeout: ANSWER_WITHIN_MS },
    userinfo: {
      url: `${api}/user`,
      // The profile's own address is whatever somebody chose to show; only this list says what was verified.
      request: async ({ client, tokens }) => {
        const token = tokens.access_token ?? '';
        const profile = await client.userinfo(token);
        const response = await fetch(`${api}/user/emails`, {
          headers: { accept: 'application/json', authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
          redirect: 'error',
          cache: 'no-store',
        });
        if (!response.ok) throw new Error(`GitHub does not tell the e-mail addresses (${response.status})`);
        const emails = (await response.json()) as GithubEmail[];
        return { ...profile, primaryEmail: emails.find(({ primary }) => primary) ?? null };
      },
    },
    profile: ({ id, name, login, primaryEmail }): IdentityUser => ({
      id: String(id),
      name: name || login,
      email: primaryEmail?.email ?? null,
      emailVerified: primaryEmail?.verified === true,
    }),
  });
}

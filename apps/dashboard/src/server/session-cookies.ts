import type { NextAuthOptions } from 'next-auth';

const QUARTER_OF_AN_HOUR = 15 * 60;

/** The cookie that names the session. Over TLS a browser takes it from this very host alone, and by TLS alone. */
export function sessionCookieName(publicUrl: string): string {
  return `${prefix(publicUrl)}next-auth.session-token`;
}

/**
 * All of next-auth's cookies: out of reach of scripts, not sent along by other sites' forms, and bound to this host
 * where it is served over TLS (ASVS 5.0 3.3.1 to 3.3.4). `publicUrl` is NEXTAUTH_URL.
 */
export function sessionCookies(publicUrl: string): NonNullable<NextAuthOptions['cookies']> {
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: publicUrl.startsWith('https:') };
  const cookie = (name: string) => ({ name: `${prefix(publicUrl)}next-auth.${name}`, options });
  const passing = (name: string) => ({ ...cookie(name), options: { ...options, maxAge: QUARTER_OF_AN_HOUR } });
  return {
    sessionToken: { name: sessionCookieName(publicUrl), options },
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: passing('pkce.code_verifier'),
    state: passing('state'),
    nonce: passing('nonce'),
  };
}

const prefix = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-' : '');

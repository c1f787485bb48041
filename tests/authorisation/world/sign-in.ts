/**
 * Signs in over HTTP as the form does: next-auth's csrf token first, then the credentials.
 * Gives the cookies to send from now on; throws what the form would say.
 */
export async function signIn(
  url: string,
  { email, password, code, address }: { email: string; password: string; code?: string | undefined; address: string },
): Promise<string> {
  const headers = { 'x-forwarded-for': address, origin: url };
  const csrf = await fetch(`${url}/api/auth/csrf`, { headers });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, cookie: cookiesOf(csrf), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, email, password, ...(code === undefined ? {} : { code }), json: 'true' }),
  });
  const cookies = cookiesOf(answer);
  if (!cookies.includes('session-token=')) {
    throw new Error(`${email} could not sign in: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  }
  return cookies;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

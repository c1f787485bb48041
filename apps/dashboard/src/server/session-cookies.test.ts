import { expect, test } from 'vitest';
import { sessionCookieName, sessionCookies } from './session-cookies.ts';

test('over TLS every cookie is bound to this host', () => {
  const cookies = Object.values(sessionCookies('https://bots.example.org'));
  expect(cookies).toHaveLength(6);
  for (const { name, options } of cookies) {
    expect(name).toMatch(/^__Host-next-auth\./);
    expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
    expect(options).not.toHaveProperty('domain');
  }
});

test('without TLS a browser would refuse these names', () => {
  for (const { name, options } of Object.values(sessionCookies('http://127.0.0.1:7100'))) {
    expect(name).toMatch(/^next-auth\./);
    expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
  }
});

test('the session’s own name is the one that next-auth is given', () => {
  for (const url of ['https://bots.example.org', 'http://127.0.0.1:7100'])
    expect(sessionCookies(url).sessionToken?.name).toBe(sessionCookieName(url));
});

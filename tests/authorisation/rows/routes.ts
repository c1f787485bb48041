import type { Needs, Row, Rows } from '../row.ts';

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const ofBot = (method: string, rest: string, needs: Needs, body?: string): Row => ({
  needs,
  places: ['path', 'path.id'],
  call: (ids) => ({
    method,
    path: `/api/o/${ids.path.org}/bots/${ids['path.id'].bot}${rest}`,
    ...(body === undefined ? {} : { body, headers: json }),
  }),
});

const anybody = (method: string, path: string, more: Partial<Row> = {}, body?: string): Row => ({
  needs: 'public',
  places: [],
  call: () => ({ method, path, ...(body === undefined ? {} : { body, headers: form }) }),
  ...more,
});

/** next-auth's own handlers. Without a csrf token that fits the cookie its POSTs do nothing but lead to the sign-in page. */
const SIGN_IN: Rows = {
  'GET /api/auth/providers': anybody('GET', '/api/auth/providers'),
  'GET /api/auth/session': anybody('GET', '/api/auth/session'),
  'GET /api/auth/csrf': anybody('GET', '/api/auth/csrf'),
  'GET /api/auth/signin': anybody('GET', '/api/auth/signin', { allowed: ['moved'] }),
  'GET /api/auth/signout': anybody('GET', '/api/auth/signout', { allowed: ['ok', 'moved'] }),
  // next-auth's own words for credentials in a GET: "not supported", with status 500.
  'GET /api/auth/callback': anybody('GET', '/api/auth/callback/credentials', { allowed: ['error'] }),
  'GET /api/auth/verify-request': anybody('GET', '/api/auth/verify-request'),
  'GET /api/auth/error': anybody('GET', '/api/auth/error', { allowed: ['moved'] }),
  'POST /api/auth/signin': anybody('POST', '/api/auth/signin/credentials', { allowed: ['moved'] }, 'csrfToken=none'),
  'POST /api/auth/signout': anybody('POST', '/api/auth/signout', { allowed: ['moved'] }, 'csrfToken=none'),
  'POST /api/auth/callback': anybody(
    'POST',
    '/api/auth/callback/credentials',
    { allowed: ['moved'] },
    'csrfToken=none&email=nobody%40example.com&password=none',
  ),
  'POST /api/auth/_log': anybody('POST', '/api/auth/_log', {}, 'level=error&code=none'),
  'POST /api/auth/session': anybody('POST', '/api/auth/session', { allowed: ['ok', 'invalid'] }, 'csrfToken=none'),
};

/** Every route handler, by method. */
export const ROUTES: Rows = {
  ...SIGN_IN,
  'GET /api/health': anybody('GET', '/api/health'),
  'GET /icon.svg': anybody('GET', '/icon.svg'),
  'GET /api/o/[org]/bots/events': {
    needs: 'bot:read',
    places: ['path'],
    call: ({ path }) => ({ method: 'GET', path: `/api/o/${path.org}/bots/events` }),
  },
  'GET /api/o/[org]/audit/tail': {
    needs: 'audit:read',
    places: ['path', 'query'],
    call: ({ path, query }) => ({
      method: 'GET',
      path: `/api/o/${path.org}/audit/tail?after=0&bot=${query.bot}&person=${query.member}`,
    }),
    foreign: { query: 'allowed' },
  },
  'GET /api/audit-key': anybody('GET', '/api/audit-key'),
  'GET /api/o/[org]/audit/export': {
    needs: 'audit:export',
    places: ['path', 'query'],
    call: ({ path, query }) => ({
      method: 'GET',
      path: `/api/o/${path.org}/audit/export?format=ndjson&bot=${query.bot}&person=${query.member}`,
    }),
    foreign: { query: 'allowed' },
  },
  'GET /api/o/[org]/audit/checkpoints': {
    needs: 'audit:read',
    places: ['path'],
    call: ({ path }) => ({ method: 'GET', path: `/api/o/${path.org}/audit/checkpoints` }),
  },
  'GET /api/o/[org]/bots/[id]/events': ofBot('GET', '/events', 'bot:read'),
  'GET /api/o/[org]/bots/[id]/logs': ofBot('GET', '/logs', 'log:read'),
  'GET /api/o/[org]/bots/[id]/chat': ofBot('GET', '/chat', 'bot:chat'),
  'POST /api/o/[org]/bots/[id]/chat': ofBot('POST', '/chat', 'bot:chat', JSON.stringify({ message: 'Are you open?' })),
};

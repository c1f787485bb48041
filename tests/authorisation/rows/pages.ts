import type { Needs, Row, Rows } from '../row.ts';

const inOrganisation = (rest: string, needs: Needs, more: Partial<Row> = {}): Row => ({
  needs,
  places: ['path'],
  call: ({ path }) => ({ method: 'GET', path: `/o/${path.org}${rest}` }),
  ...more,
});

const ofBot = (rest: string, needs: Needs): Row => ({
  needs,
  places: ['path', 'path.id'],
  call: (ids) => ({ method: 'GET', path: `/o/${ids.path.org}/bots/${ids['path.id'].bot}${rest}` }),
});

const outside = (path: string, more: Partial<Row> = {}): Row => ({
  needs: 'public',
  places: [],
  call: () => ({ method: 'GET', path }),
  ...more,
});

/** Every page. */
export const PAGES: Rows = {
  'page /': { ...outside('/'), needs: 'signed-in', allowed: ['ok', 'moved'] },
  'page /sign-in': outside('/sign-in', { allowed: ['ok', 'moved'] }),
  'page /sign-up': outside('/sign-up', { allowed: ['ok', 'moved'] }),
  'page /account': outside('/account', { needs: 'signed-in' }),
  'page /account/second-factor': {
    needs: 'signed-in',
    places: ['query'],
    call: ({ query }) => ({ method: 'GET', path: `/account/second-factor?next=/o/${query.org}/bots` }),
    foreign: { query: 'allowed' },
  },
  'page /forgot': outside('/forgot'),
  'page /reset': outside('/reset'),
  'page /join/[token]': {
    needs: 'public',
    places: ['path'],
    call: ({ path }) => ({ method: 'GET', path: `/join/${path.token}` }),
    foreign: { path: 'allowed' },
    showsHolderOf: 'token',
  },
  // This build's dashboard is no machine that somebody tries it out on.
  'page /dev/mailbox': outside('/dev/mailbox', { needs: 'machine', allowed: ['not found'] }),
  'page /_not-found': outside('/there-is-no-such-page', { allowed: ['not found'] }),
  // Next answers this address with the page for its own failures, as what it is.
  'page /_global-error': outside('/_global-error', { allowed: ['error'] }),
  // Search across organisations, by nothing: all of them.
  'page /support': outside('/support?words=', { needs: 'support' }),
  'page /o/[org]/bots': inOrganisation('/bots', 'bot:read'),
  'page /o/[org]/bots/new': inOrganisation('/bots/new', 'bot:deploy'),
  'page /o/[org]/team': inOrganisation('/team', 'member:read'),
  'page /o/[org]/settings': inOrganisation('/settings', 'organisation:read'),
  'page /o/[org]/audit': {
    needs: 'audit:read',
    places: ['path', 'query'],
    call: ({ path, query }) => ({
      method: 'GET',
      path: `/o/${path.org}/audit?bot=${query.bot}&person=${query.member}`,
    }),
    foreign: { query: 'allowed' },
  },
  'page /o/[org]/bots/[id]': ofBot('', 'bot:read'),
  'page /o/[org]/bots/[id]/history': ofBot('/history', 'audit:read'),
  'page /o/[org]/bots/[id]/keys': ofBot('/keys', 'config:read'),
  'page /o/[org]/bots/[id]/logs': ofBot('/logs', 'bot:read'),
  'page /o/[org]/bots/[id]/people': ofBot('/people', 'person:read'),
  'page /o/[org]/bots/[id]/personality': ofBot('/personality', 'config:read'),
  'page /o/[org]/bots/[id]/safety': ofBot('/safety', 'bot:read'),
};

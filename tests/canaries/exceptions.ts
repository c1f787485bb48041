import type { Find } from './search-place.ts';

/** Where a secret is meant to be. Everything else is a find; a line that no find needs is taken out. */
type Exception = { place: string; kind: RegExp; where: RegExp; why: string };

export const EXCEPTIONS: readonly Exception[] = [
  {
    place: 'browser storage',
    kind: /^session cookie$/,
    where: /^cookie (__Secure-|__Host-)?next-auth\.session-token/,
    why: 'The http-only session cookie is where a session lives; no script reads it.',
  },
  {
    place: 'answers',
    kind: /^session cookie$/,
    where: /, set-cookie$/,
    why: 'The header that sets the session cookie.',
  },
  {
    place: 'answers',
    kind: /^(TOTP secret|recovery code)$/,
    where: /^POST \/account\/second-factor, 200$/,
    why: 'They are shown once, to be stored in the app and in a password manager.',
  },
  {
    place: 'answers',
    kind: /^invitation link$/,
    where: /^POST \/o\/[^/]+\/team, 200$/,
    why: 'The link is shown once to who invites, to be handed on.',
  },
  {
    place: 'letters',
    kind: /^(invitation|reset) link$/,
    where: /^GET \/dev\/mailbox, 200$/,
    why: 'Links are what letters are for; this mailbox answers to this machine alone.',
  },
  {
    place: 'answers',
    kind: /^invitation link(, refused)?$/,
    where: /^GET \/join\/[^/]+, 200$/,
    why: 'Next tells a page the address that was asked for, to who asked for it.',
  },
  {
    place: 'answers',
    kind: /^key in an address$/,
    where: /^by hand: (page|sign-in) with a query$/,
    why: 'Next tells a page the address that was asked for, to who asked for it.',
  },
  {
    place: 'error pages',
    kind: /^key in an address$/,
    where: /^by hand: page that is not there$/,
    why: 'Next tells a page the address that was asked for, to who asked for it.',
  },
  {
    place: 'browser history',
    kind: /^(invitation|reset) link(, refused)?$/,
    where: /^history, /,
    why: 'Somebody opened that address; each link works once, and is used up by now.',
  },
  {
    place: 'Redis',
    kind: /^password in redis-url$/,
    where: /redis\.conf \(redis\.conf\)$/,
    why: 'Redis’ own configuration (0600) is where its server reads its password.',
  },
  {
    place: 'bots’ volumes',
    kind: /^inner: (gateway token|airlock token|telegram stand in)$/,
    where: /\(secrets\/[a-z-]+\)$/,
    why: 'What a bot holds of its own: worth nothing but at its own door, from its own network.',
  },
  {
    place: 'inside the sandboxes',
    kind: /^inner: (gateway token|airlock token|telegram stand in)$/,
    where: /: \/state\/secrets\/[a-z-]+$/,
    why: 'What a bot holds of its own: worth nothing but at its own door, from its own network.',
  },
  {
    place: 'inside the sandboxes',
    kind: /^variable( from a file)?$/,
    where: /: environ of (?!.*agent\.mjs)/,
    why: 'Variables are the environment of what runs inside the bot, and stand in no file.',
  },
];

/** The exception that a find falls under. */
export function exceptionFor({ place, kind, where }: Find): Exception | undefined {
  return EXCEPTIONS.find((one) => one.place === place && one.kind.test(kind) && one.where.test(where));
}

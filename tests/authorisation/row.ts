import type { Permission } from '@clawberth/core';
import type { Answer } from './run/read-answer.ts';

/** The ids of one organisation that stand in requests; each organisation of the test world has a set of its own. */
export type Ids = {
  /** The organisation's slug. */
  org: string;
  bot: string;
  botName: string;
  /** A person who waits to be let in. */
  request: string;
  /** A member whom nobody signs in as. */
  member: string;
  invitation: string;
  /** The secret of the invitation's link. */
  token: string;
  /** A session of somebody whom nobody signs in as. */
  session: string;
  /** A visit of support staff. */
  visit: string;
  /** The organisation's own id; only support staff name it. */
  organisation: string;
  /** Where a page of the audit log begins. */
  cursor: string;
};

/**
 * Where in a request an id stands. `path`: the slug in the address; `path.id`: the bot's id there; `page`: the
 * address on which a server action is called; `body`: the slug that the action takes; `nested`: ids inside its input.
 */
export const PLACES = ['path', 'path.id', 'page', 'query', 'body', 'nested'] as const;
export type Place = (typeof PLACES)[number];

/** The ids to put at each place: the caller's own organisation's, or a foreign one's. */
export type Placed = Readonly<Record<Place, Ids>>;

/** One HTTP request, before somebody sends it. */
export type Call = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** A server action: its arguments. The id comes from the build. */
  actionArguments?: readonly unknown[];
};

/** What a request may need besides ids: values that are different each time. */
export type Makers = {
  /** A Telegram token that Telegram knows and nobody uses. */
  telegramToken(): string;
  /** A key that the provider takes. */
  providerKey(): string;
  /** A text that stands nowhere else. */
  word(): string;
};

/** What it takes to be let in: a permission, a session, being support staff, nothing, or being on the machine itself. */
export type Needs = Permission | 'public' | 'signed-in' | 'support' | 'machine';

export type Row = {
  needs: Needs;
  places: readonly Place[];
  call(ids: Placed, make: Makers): Call;
  /** Every answer that somebody who holds the permission may get; `ok` unless said otherwise. */
  allowed?: readonly Answer[];
  /** What a member hears of a foreign id at a place; `not found` unless said otherwise, `allowed` where it changes nothing. */
  foreign?: Partial<Record<Place, Answer | 'allowed'>>;
  /** Ids that an allowed call uses up: each such call gets new ones. */
  usesUp?: readonly (keyof Ids)[];
  /** The call ends the session that it is made in, or all sessions of the caller: they sign in again for it. */
  endsSession?: 'this' | 'all';
  /** The call takes the caller out of the organisation: they are put back after it. */
  endsMembership?: true;
  /** Why strangers may see what this answers, such as the sender's own invitation. */
  showsHolderOf?: 'token';
};

/** Rows by the id of their entrance. */
export type Rows = Readonly<Record<string, Row>>;

import { randomBytes } from 'node:crypto';

/** Somebody with an account at the provider. */
export type StandInPerson = {
  /** Digits only, as both providers number their accounts. */
  id: string;
  name: string;
  email: string;
  /** True when left out. */
  emailVerified?: boolean;
  /** GitHub's user name; made from the e-mail address when left out. */
  login?: string;
};

export type OauthClient = { clientId: string; clientSecret: string; redirectUris: readonly string[] };

/** What can go wrong on the provider's side, or on the way; stays until behave(). */
export type Misbehaviour =
  | 'access-denied'
  | 'wrong-state'
  | 'token-error'
  | 'expired-id-token'
  | 'wrong-nonce'
  | 'wrong-audience'
  | 'forged-id-token';

/** One request of the sign-in, without secrets. */
export type OauthRequest = { method: string; path: string; status: number };

/** A sign-in under way: what the client asked for, and who answered it. */
export type Authorization = {
  client: OauthClient;
  redirectUri: string;
  state: string | null;
  nonce: string | null;
  scope: string;
  codeChallenge: string | null;
};
export type Grant = Authorization & { person: StandInPerson };

export type OauthState = {
  clients: Map<string, OauthClient>;
  people: Map<string, StandInPerson>;
  /** Who signs in without being asked; null shows the page. */
  chosen: StandInPerson | null;
  misbehaviour: Misbehaviour | null;
  pending: Map<string, Authorization>;
  codes: Map<string, Grant>;
  accessTokens: Map<string, Grant>;
  requests: OauthRequest[];
};

export type OauthControls = {
  /** Registers an app. A sign-in must name one of its redirect addresses exactly. */
  addClient(client: OauthClient): void;
  /** Puts somebody on the page where people choose who they are. */
  addPerson(person: StandInPerson): void;
  /** From now on this person signs in at once, without the page. */
  signInAs(person: StandInPerson): void;
  /** Shows the page again. */
  askWho(): void;
  misbehave(how: Misbehaviour): void;
  behave(): void;
  requests(): OauthRequest[];
};

export function createOauthState(): OauthState {
  return {
    clients: new Map(),
    people: new Map(),
    chosen: null,
    misbehaviour: null,
    pending: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    requests: [],
  };
}

export function createOauthControls(state: OauthState): OauthControls {
  const add = (person: StandInPerson) => {
    if (!/^\d{1,21}$/.test(person.id)) throw new Error("A person's id is 1 to 21 digits");
    state.people.set(person.id, person);
  };
  return {
    addClient: (client) => void state.clients.set(client.clientId, client),
    addPerson: add,
    signInAs: (person) => {
      add(person);
      state.chosen = person;
    },
    askWho: () => {
      state.chosen = null;
    },
    misbehave: (how) => {
      state.misbehaviour = how;
    },
    behave: () => {
      state.misbehaviour = null;
    },
    requests: () => state.requests,
  };
}

export const randomToken = (): string => randomBytes(24).toString('base64url');

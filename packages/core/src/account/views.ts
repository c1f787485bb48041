/** Where somebody can have an account that signs them in here. */
export const IDENTITY_PROVIDERS = ['google', 'github'] as const;
export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

/** Who signed in there, as the provider says. */
export type OutsideIdentity = {
  provider: IdentityProvider;
  /** The account's number there; never changes, unlike the address. */
  providerAccountId: string;
  name: string;
  email: string | null;
  /** Whether the provider has checked that the address is theirs. */
  emailVerified: boolean;
};

export type IdentityView = { provider: IdentityProvider; connectedAt: Date };

import type { Role } from '@clawberth/db';

/** What a guest may see. */
export type GuestTerms = { bots: { id: string; name: string }[]; until: Date };

export type MemberView = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  /** Null unless they are a guest. */
  guest: GuestTerms | null;
  /** A guest whose time is over: sees nothing any more. */
  ended: boolean;
  /** Whether their sign-in asks for a second factor, and when they were last here: for who manages members, else null. */
  secondFactor: boolean | null;
  lastSeenAt: Date | null;
};

/** What became of an invitation's letter. */
export type LetterView = {
  state: 'waiting' | 'sent' | 'failed';
  /** Why the last try did not work. */
  error: string | null;
  /** When it was sent, or is tried next. */
  at: Date | null;
};

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  expired: boolean;
  invitedByName: string | null;
  guest: GuestTerms | null;
  /** Null where the link was given by hand. */
  letter: LetterView | null;
};

/** What the page behind an invitation link shows. */
export type InvitationPreview = {
  organisationName: string;
  email: string;
  role: Role;
  invitedByName: string;
  state: 'open' | 'expired' | 'used' | 'revoked';
  /** When a guest's access will end. */
  guestUntil: Date | null;
};

/** A bot's key or token that somebody could have got at. */
export type ReachableSecret = {
  botId: string;
  botName: string;
  kind: 'telegram_token' | 'provider_key';
  fingerprint: string;
  /** Null for somebody who is no member any more. */
  setByName: string | null;
  setAt: Date;
};

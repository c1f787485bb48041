import type { Role } from '@clawberth/db';

export type MemberView = { userId: string; name: string; email: string; role: Role; joinedAt: Date };

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  expired: boolean;
};

/** What the page behind an invitation link shows. */
export type InvitationPreview = {
  organisationName: string;
  email: string;
  role: Role;
  invitedByName: string;
  state: 'open' | 'expired' | 'used' | 'revoked';
};

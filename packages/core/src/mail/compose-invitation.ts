import type { Role } from '@clawberth/db';
import { composeMail } from './compose-mail.ts';
import type { Mail } from './types.ts';

export type InvitationFacts = {
  /** The dashboard's address as people type it, such as `https://bots.example.com`. */
  dashboardUrl: string;
  token: string;
  recipient: string;
  organisationName: string;
  inviterName: string;
  role: Role;
  expiresAt: Date;
};

/** The letter with an invitation's link, which is the only place where its token is written. */
export function composeInvitation({ dashboardUrl, token, ...facts }: InvitationFacts): Mail {
  return composeMail({ kind: 'invitation', ...facts, url: new URL(`/join/${token}`, dashboardUrl).href });
}

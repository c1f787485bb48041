import type { Role } from '@clawberth/db';
import type { MailTexts } from '../types.ts';

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
/** "Friday 27 November 2026 at 11:20 UTC". */
const moment = (at: Date): string => `${MOMENT.format(at).replace(',', '')} UTC`;

const ROLES: Readonly<Record<Role, string>> = {
  owner: 'As an owner you may do everything here, billing and deletion included.',
  admin: 'As an admin you configure bots, set keys and manage members.',
  operator: 'As an operator you create and run bots. Keys stay with others.',
  viewer: 'As a viewer you see everything and change nothing.',
  guest: 'As a guest you see the bots that you are invited to.',
};

const did = ({ at, ip }: { at: Date; ip: string | null }): string =>
  `It happened on ${moment(at)}${ip === null ? '' : `, from the address ${ip}`}.`;
const notYou =
  'If it was not you, somebody else has been in your account: sign in, sign out everywhere and choose a new password now.';

export const en: MailTexts = {
  language: 'en-GB',
  signature: 'Clawberth',
  letters: {
    invitation: ({ recipient, organisationName, inviterName, role, url, expiresAt }) => ({
      subject: `${inviterName} invites you to ${organisationName}`,
      paragraphs: [`${inviterName} invites you to join ${organisationName} on Clawberth.`, ROLES[role]],
      action: { label: `Join ${organisationName}`, url },
      notes: [
        `The link works once, for ${recipient}, until ${moment(expiresAt)}.`,
        `If you do not know ${inviterName}, leave this letter unanswered. Nothing happens then.`,
      ],
    }),
    password_reset: ({ url, expiresAt, ip }) => ({
      subject: 'Choose a new password',
      paragraphs: [
        `Somebody${ip === null ? '' : ` at the address ${ip}`} asked for a new password for your account. If it was you, choose one now.`,
      ],
      action: { label: 'Choose a new password', url },
      notes: [
        `The link works once, until ${moment(expiresAt)}. All browsers are signed out then.`,
        'If it was not you, leave this letter unanswered. Your password stays as it is.',
      ],
    }),
    removed: ({ organisationName, removedByName, at }) => ({
      subject: `You no longer belong to ${organisationName}`,
      paragraphs: [
        `${removedByName} took you out of ${organisationName} on ${moment(at)}. You no longer see its bots.`,
        'Your account stays, with everything else that you belong to.',
      ],
      notes: [`If this surprises you, ask an owner of ${organisationName}.`],
    }),
    second_factor_on: (act) => ({
      subject: 'Signing in now asks for a code',
      paragraphs: [
        'From now on Clawberth asks for a code from your authenticator app when you sign in.',
        did(act),
        'Keep your recovery codes where you find them without your phone. Each one works once, in place of a code.',
      ],
      notes: [notYou],
    }),
    second_factor_off: (act) => ({
      subject: 'Signing in no longer asks for a code',
      paragraphs: [
        'Clawberth no longer asks for a code from your authenticator app when you sign in. Your recovery codes are gone too.',
        did(act),
      ],
      notes: [notYou],
    }),
    signed_out_everywhere: (act) => ({
      subject: 'You were signed out everywhere',
      paragraphs: ['Your account was signed out in every browser. Sign in again where you need it.', did(act)],
      notes: [notYou],
    }),
    recovery_code_used: ({ codesLeft, ...act }) => ({
      subject: 'A recovery code was used',
      paragraphs: [
        'Somebody signed in to your account with one of your recovery codes. That code no longer works.',
        did(act),
        codesLeft === 0
          ? 'It was the last one. Make new ones now, so that you can still get in without your phone.'
          : `You have ${codesLeft} of them left. You can make new ones at any time.`,
      ],
      notes: [notYou],
    }),
  },
};

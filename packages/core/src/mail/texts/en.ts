import type { Role, RotationReason } from '@clawberth/db';
import type { GivenKind } from '../../bot/views.ts';
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
/** Longest list of keys in a letter. */
const MOST_KEYS_TOLD = 20;
const dueKey = (kind: GivenKind, reason: RotationReason | null): string => {
  const what = kind === 'telegram_token' ? 'the Telegram token' : 'the AI key';
  if (reason === 'suspected') return `${what} may be known to others`;
  if (reason === 'member_left') return `${what} was within reach of somebody who may no longer see it`;
  return `${what} is older than you want keys to get`;
};

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
    rotation_reminder: ({ organisationName, keys, url }) => ({
      subject: `${keys.length === 1 ? 'A key' : `${keys.length} keys`} of ${organisationName} should be replaced`,
      paragraphs: [
        `Keys that stay the same for long, or that somebody else has known, are the ones that get misused. ${
          keys.length === 1 ? 'This one is due:' : 'These are due:'
        }`,
        ...keys.slice(0, MOST_KEYS_TOLD).map(({ botName, kind, reason }) => `${botName}: ${dueKey(kind, reason)}.`),
        ...(keys.length > MOST_KEYS_TOLD ? [`And ${keys.length - MOST_KEYS_TOLD} more.`] : []),
      ],
      ...(url === null ? {} : { action: { label: 'Replace them now', url } }),
      notes: [
        'Bots go on as they are until you do. Most keys change without a restart.',
        'This letter comes once a week at most, to owners and admins. Clawberth never asks for a key by letter.',
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

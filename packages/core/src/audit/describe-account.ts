import { refusedWords } from './refused-words.ts';
import type { AuditAction } from './actions.ts';
import { quiet, say, strong, value, type Sentence } from './sentence-parts.ts';

type Area = 'access' | 'account' | 'letter' | 'audit' | 'support';

/** Sentences of what is no act on bots or members: accounts, refusals, the log itself, support. */
export const ACCOUNT_SENTENCES: Readonly<Record<Extract<AuditAction, `${Area}.${string}`>, Sentence>> = {
  'access.refused': ({ target, after }) => [
    say('Was refused '),
    strong(refusedWords(target.name), 'something'),
    ...times(value(after, 'more')),
  ],
  'account.signed_up': ({ target }) => [say('Signed up as '), strong(target.name, 'somebody')],
  'account.signed_in': ({ after }) => [say('Signed in'), ...by(value(after, 'method'))],
  'account.sign_in_failed': ({ target, after }) => [
    say('Sign-in as '),
    strong(target.name, 'nobody we know'),
    ...because(value(after, 'reason')),
  ],
  'account.signed_out': () => [say('Signed out')],
  'account.signed_out_everywhere': () => [say('Signed out everywhere')],
  'account.session_ended': () => [say('Signed out another browser')],
  'account.password_changed': () => [say('Changed the password')],
  'account.password_reset_asked': ({ target }) => [
    say('A new password was asked for, as '),
    strong(target.name, 'nobody we know'),
  ],
  'account.password_reset': () => [say('Set a new password by a letter’s link')],
  'account.second_factor_started': () => [say('Began to set up a second factor')],
  'account.second_factor_on': () => [say('Turned the second factor on')],
  'account.second_factor_off': () => [say('Turned the second factor off')],
  'account.second_factor_used': () => [say('Proved the second factor')],
  'account.recovery_code_used': () => [say('Used a recovery code')],
  'account.recovery_codes_renewed': () => [say('Made new recovery codes')],
  'account.identity_connected': ({ target }) => [say('Connected '), strong(target.name, 'another sign-in')],
  'account.identity_disconnected': ({ target }) => [say('Disconnected '), strong(target.name, 'another sign-in')],
  'letter.queued': ({ target }) => [say('Wrote a letter to '), strong(target.name, 'somebody')],
  'letter.sent': ({ target, result }) => [
    say(result === 'requested' ? 'Began to send a letter to ' : 'Sent a letter to '),
    strong(target.name, 'somebody'),
  ],
  'letter.failed': ({ target }) => [say('Sending a letter to '), strong(target.name, 'somebody')],
  'audit.read': ({ target }) => [say('Read the audit log'), ...filtered(target.name)],
  'audit.exported': ({ target }) => [say('Exported the audit log'), ...filtered(target.name)],
  'support.searched': ({ target }) => [say('Looked for the organisation '), strong(target.name, 'without a name')],
  'support.visited': ({ after }) => [say('Support came to look, for an hour'), ...because(value(after, 'reason'))],
  'support.left': () => [say('Support left')],
  'support.role_given': ({ target }) => [say('Made '), strong(target.name, 'somebody'), say(' support staff')],
  'support.role_taken': ({ target }) => [say('Took the support role from '), strong(target.name, 'somebody')],
};

const times = (more: string | null) => (more === null ? [] : [say(' '), quiet(`${more} more times within a minute`)]);
const by = (method: string | null) =>
  method === null || method === 'password' ? [] : [say(` with ${method === 'github' ? 'GitHub' : 'Google'}`)];
const because = (reason: string | null) => (reason === null ? [] : [say(': '), quiet(reason)]);
const filtered = (filter: string | null) => (filter === null ? [] : [say(' '), quiet(filter)]);

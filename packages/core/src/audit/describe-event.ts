import { failureText } from '../text/failures.ts';
import type { AuditAction } from './actions.ts';
import { ACCOUNT_SENTENCES } from './describe-account.ts';
import { KEY_SENTENCES } from './describe-keys.ts';
import { quiet, say, strong, value, type Sentence } from './sentence-parts.ts';
import type { AuditView, TextPart } from './views.ts';

/** The outcome inside the sandbox, after the person's own decision. */
const bySystem = ({ actor }: AuditView): boolean => actor.type === 'system';
const bot = ({ target }: AuditView): TextPart => strong(target.name, 'a bot');
const member = ({ target }: AuditView): TextPart => strong(target.name, 'somebody');
/** An arrow between two values of one field: "admin → viewer". */
function change({ before, after }: AuditView, key: string): TextPart[] {
  const [from, to] = [value(before, key), value(after, key)];
  if (to === null) return [];
  return [say(' '), ...(from === null ? [] : [quiet(from), say(' → ')]), { text: to, strong: true }];
}

function fingerprints({ before, after }: AuditView): TextPart[] {
  const [from, to] = [value(before, 'fingerprint'), value(after, 'fingerprint')];
  if (to === null) return [];
  return [say(' '), quiet(from === null ? `fingerprint ${to}` : `fingerprint ${from} → ${to}`)];
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'name',
  provider: 'AI provider',
  modelId: 'model',
  instructions: 'instructions',
  about: 'facts',
};

function changedFields(event: AuditView): TextPart[] {
  const words = Object.keys(event.after ?? {}).flatMap((key) => FIELD_WORDS[key] ?? []);
  return words.length === 0 ? [] : [say(' '), quiet(words.join(', '))];
}

const SENTENCES: Readonly<Record<AuditAction, Sentence>> = {
  ...ACCOUNT_SENTENCES,
  ...KEY_SENTENCES,
  'organisation.created': ({ target }) => [say('Created the organisation '), strong(target.name, 'without a name')],
  'member.invited': (event) => [say('Invited '), member(event), ...asRole(event.after)],
  'member.joined': (event) => [say('Joined'), ...asRole(event.after)],
  'member.role_changed': (event) => [say('Changed the role of '), member(event), ...change(event, 'role')],
  'member.removed': (event) => [say('Removed '), member(event), say(' from the team')],
  'member.left': () => [say('Left the team')],
  'organisation.second_factor_required': (event) => [
    say(
      value(event.after, 'required') === 'yes'
        ? 'Began to ask all members for a second factor'
        : 'Stopped asking members for a second factor',
    ),
  ],
  'organisation.ownership_transferred': (event) => [say('Handed the organisation over to '), member(event)],
  'invitation.revoked': (event) => [say('Took back the invitation of '), member(event)],
  'invitation.resent': (event) => [say('Sent the invitation of '), member(event), say(' again')],
  'bot.deployed': (event) => [say('Deployed '), bot(event), ...onTelegram(event.after)],
  'bot.started': (event) => [say('Started '), bot(event)],
  'bot.stopped': (event) => [say('Paused '), bot(event)],
  'bot.restarted': (event) => [say('Restarted '), bot(event)],
  'bot.retried': (event) => [say('Tried to start '), bot(event), say(' again')],
  'bot.deleted': (event) => [say('Asked for '), bot(event), say(' to be deleted')],
  'bot.renamed': (event) => [say('Renamed a bot'), ...change(event, 'name')],
  'bot.configured': (event) => [say('Changed the settings of '), bot(event), ...changedFields(event)],
  'bot.telegram_token_replaced': (event) => [
    say('Replaced the Telegram token of '),
    bot(event),
    ...fingerprints(event),
  ],
  'bot.provider_key_replaced': (event) => [say('Replaced the AI key of '), bot(event), ...fingerprints(event)],
  'bot.observed': (event) => [bot(event), say(value(event.after, 'state') === 'stopped' ? ' rests' : ' is running')],
  'bot.removed': (event) => [say('Deleted '), bot(event), say(' with its sandbox, memory and keys')],
  'bot.failed': (event) => [
    bot(event),
    say(' failed: '),
    say(lowerFirst(failureText(value(event.after, 'code') ?? '').title)),
  ],
  'bot.recovered': (event) => [bot(event), say(' gets answers from its AI provider again')],
  'person.allowed': (event) =>
    bySystem(event) ? [say('Let '), member(event), say(' in')] : [say('Allowed '), member(event), ...toTalkTo(event)],
  'person.dismissed': (event) =>
    bySystem(event)
      ? [say('Kept '), member(event), say(' out')]
      : [say('Turned away '), member(event), ...fromBot(event)],
  'person.asked': (event) => [member(event), say(' asked to talk to the bot')],
  'chat.opened': (event) => [say('Opened the chat with '), bot(event)],
  'logs.read': (event) => [say('Read the log of '), bot(event)],
};

/** What happened as a sentence without its subject, in pieces for the screen. Pure. */
export function describeEvent(event: AuditView): TextPart[] {
  const sentence = Object.hasOwn(SENTENCES, event.action) ? SENTENCES[event.action] : null;
  const parts = sentence === null ? [say(event.action)] : sentence(event);
  const unfinished = (event.result === 'refused' || event.result === 'failed') && event.action !== 'access.refused';
  const error = event.result === 'failed' && event.action !== 'bot.failed' ? value(event.after, 'error') : null;
  return [
    ...(unfinished && event.action !== 'bot.failed' ? [say('Could not finish: ')] : []),
    ...parts,
    ...(error === null ? [] : [say(' '), quiet(error)]),
  ];
}

function asRole(after: AuditView['after']): TextPart[] {
  const role = value(after, 'role');
  return role === null ? [] : [say(' as '), { text: role, strong: true }];
}

function onTelegram(after: AuditView['after']): TextPart[] {
  const name = value(after, 'telegram');
  return name === null ? [] : [say(' '), quiet(`on Telegram as ${name}`)];
}

function toTalkTo({ after }: AuditView): TextPart[] {
  const name = value(after, 'bot');
  return name === null ? [say(' to talk to the bot')] : [say(' to talk to '), { text: name, strong: true }];
}

function fromBot({ after }: AuditView): TextPart[] {
  const name = value(after, 'bot');
  return name === null ? [] : [say(' from '), { text: name, strong: true }];
}

function lowerFirst(text: string): string {
  return /^(OpenClaw|Telegram|AI)\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

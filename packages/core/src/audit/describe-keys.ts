import type { AuditAction } from './actions.ts';
import { quiet, say, strong, value, type Sentence } from './sentence-parts.ts';
import type { AuditView, TextPart } from './views.ts';

const bot = ({ target }: AuditView): TextPart => strong(target.name, 'a bot');
const key = ({ target }: AuditView): TextPart => strong(target.id, 'without a number');
const secret = ({ before, after }: AuditView): TextPart =>
  say(SECRET_WORDS[value(after, 'kind') ?? value(before, 'kind') ?? ''] ?? 'a secret');
const SECRET_WORDS: Readonly<Record<string, string>> = {
  telegram_token: 'the Telegram token',
  provider_key: 'the AI key',
};

function detail(side: AuditView['after'], name: string, tell: (found: string) => string): TextPart[] {
  const found = value(side, name);
  return found === null ? [] : [say(' '), quiet(tell(found))];
}

/** A list in a sentence: the event itself names all. */
function shortened(names: string): string {
  const all = names.split(', ');
  return all.length > 5 ? `${all.slice(0, 4).join(', ')} and ${all.length - 4} more` : names;
}

/** What happens to secrets, variables and the keys that seal them. */
export const KEY_SENTENCES = {
  'bot.secret_suspected': (event) => [
    say('Said that '),
    secret(event),
    say(' of '),
    bot(event),
    say(' may be known to others'),
  ],
  'bot.secret_revoked': (event) => [
    say('Stopped '),
    secret(event),
    say(' of '),
    bot(event),
    ...detail(event.before, 'fingerprint', (found) => `fingerprint ${found}`),
  ],
  'bot.tokens_renewed': (event) => [say('Renewed the inner tokens of '), bot(event)],
  'bot.old_tokens_ended': (event) => [say('Ended the earlier inner tokens of '), bot(event)],
  'bot.variables_drafted': (event) => [
    say('Changed the draft of the environment of '),
    bot(event),
    ...detail(event.after, 'names', shortened),
  ],
  'bot.variables_discarded': (event) => [say('Threw away the draft of the environment of '), bot(event)],
  'bot.variables_applied': (event) => [
    say('Put the environment of '),
    bot(event),
    say(' into force'),
    ...detail(event.after, 'names', shortened),
  ],
  'organisation.rotation_policy_changed': (event) => [
    say('Changed when keys are to be replaced'),
    ...detail(event.after, 'policy', (found) => POLICY_WORDS[found] ?? found),
  ],
  'secret.replacement_asked': (event) => [
    say('Asked for keys to be replaced'),
    ...detail(event.after, 'count', (found) => (found === '1' ? '1 key' : `${found} keys`)),
  ],
  'key.master_key_added': (event) => [say('Added master key '), key(event)],
  'key.master_key_in_use': (event) => [say('Began to use master key '), key(event)],
  'key.master_key_withdrawn': (event) => [say('Withdrew master key '), key(event), say(' before it was used')],
  'key.master_key_emptied': (event) => [say('Moved everything away from master key '), key(event)],
  'key.master_key_destroyed': (event) => [say('Destroyed master key '), key(event)],
  'key.data_key_added': (event) => [say('Added data key '), key(event)],
  'key.data_key_rewrapped': (event) => [
    say('Wrapped data key '),
    key(event),
    say(' anew'),
    ...detail(event.after, 'masterKey', (found) => `under master key ${found}`),
  ],
  'key.data_key_emptied': (event) => [say('Moved everything away from data key '), key(event)],
  'key.data_key_destroyed': (event) => [say('Destroyed data key '), key(event)],
  'key.fingerprint_key_added': () => [say('Kept the key of the fingerprints')],
  'key.values_resealed': (event) => [
    say('Sealed values anew under data key '),
    key(event),
    ...detail(event.after, 'count', (found) => (found === '1' ? '1 value' : `${found} values`)),
  ],
} satisfies Partial<Record<AuditAction, Sentence>>;

const POLICY_WORDS: Readonly<Record<string, string>> = {
  days_90: 'every 90 days',
  days_30: 'every 30 days',
  quarterly: 'every quarter',
};

import type { Permission } from '../permissions.ts';

/** What was refused, as a person says it: after "Was refused". A permission without words does not compile. */
const WORDS: Readonly<Record<Permission, string>> = {
  'organisation:read': 'a look at the organisation',
  'organisation:secure': 'the rules for signing in',
  'organisation:transfer': 'handing the organisation over',
  'organisation:delete': 'deleting the organisation',
  'billing:manage': 'plan and billing',
  'bot:read': 'a look at the bots',
  'bot:deploy': 'creating a bot',
  'bot:configure': 'changing a bot’s settings',
  'bot:operate': 'starting and stopping bots',
  'bot:delete': 'deleting a bot',
  'bot:chat': 'chatting with a bot',
  'secret:manage': 'setting keys',
  'config:read': 'a bot’s settings',
  'person:read': 'a bot’s people',
  'person:decide': 'deciding who may talk to a bot',
  'log:read': 'a bot’s log',
  'audit:read': 'the audit log',
  'audit:export': 'exporting the audit log',
  'member:read': 'a look at the team',
  'member:manage': 'changing the team',
};

/** The words for a permission; whatever else was noted stands as it is. */
export function refusedWords(what: string | null): string | null {
  return what !== null && Object.hasOwn(WORDS, what) ? WORDS[what as Permission] : what;
}

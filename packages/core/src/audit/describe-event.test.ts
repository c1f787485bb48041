import { expect, test } from 'vitest';
import { AUDIT_ACTIONS, type AuditAction } from './actions.ts';
import { describeEvent } from './describe-event.ts';
import type { AuditView } from './views.ts';

const event = (action: AuditAction, changes: Partial<AuditView> = {}): AuditView => ({
  id: 'id',
  occurredAt: new Date(0),
  action,
  result: 'done',
  actor: { type: 'user', id: 'u', name: 'Mira', role: 'owner' },
  target: { type: 'bot', id: 'b', name: 'Counter Clerk' },
  botId: 'b',
  before: null,
  after: null,
  ip: null,
  userAgent: null,
  correlationId: 'c',
  level: 'info',
  tool: 'dashboard',
  path: null,
  ...changes,
});
const text = (one: AuditView) =>
  describeEvent(one)
    .map((part) => part.text)
    .join('');
const ben = { type: 'person', id: 'p', name: 'Ben' };

test.each([
  [event('person.allowed', { target: ben, after: { bot: 'Counter Clerk' } }), 'Allowed Ben to talk to Counter Clerk'],
  [
    event('bot.telegram_token_replaced', { before: { fingerprint: '7c1e0001' }, after: { fingerprint: 'a90b0002' } }),
    'Replaced the Telegram token of Counter Clerk fingerprint 7c1e0001 → a90b0002',
  ],
  [
    event('member.role_changed', {
      target: { ...ben, type: 'member' },
      before: { role: 'viewer' },
      after: { role: 'admin' },
    }),
    'Changed the role of Ben viewer → admin',
  ],
  [
    event('bot.configured', { after: { name: 'x', instructions: '12 characters' } }),
    'Changed the settings of Counter Clerk name, instructions',
  ],
  [
    event('bot.variables_applied', { after: { names: 'SHOP_PASSWORD, SHOP_URL' } }),
    'Put the environment of Counter Clerk into force SHOP_PASSWORD, SHOP_URL',
  ],
  [
    event('bot.variables_drafted', { after: { names: 'A, B, C, D, E, F' } }),
    'Changed the draft of the environment of Counter Clerk A, B, C, D and 2 more',
  ],
  [event('bot.deployed', { after: { telegram: '@clerk_bot' } }), 'Deployed Counter Clerk on Telegram as @clerk_bot'],
  [
    event('bot.failed', { result: 'failed', after: { code: 'out_of_memory' } }),
    'Counter Clerk failed: the bot ran out of memory',
  ],
  [
    event('person.allowed', { target: ben, result: 'failed', after: { error: 'the request is gone' } }),
    'Could not finish: Allowed Ben to talk to the bot the request is gone',
  ],
])('%#', (one, sentence) => expect(text(one)).toBe(sentence));

test.each(AUDIT_ACTIONS)('%s has a sentence, also without any detail', (action) => {
  const bare = event(action, { target: { type: 'bot', id: null, name: null } });
  expect(text(bare)).not.toBe(action);
  expect(text(bare)).not.toMatch(/undefined|null|\s$|\s{2}/);
});

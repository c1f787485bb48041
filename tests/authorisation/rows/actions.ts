import { randomUUID } from 'node:crypto';
import type { Ids, Makers, Needs, Row, Rows } from '../row.ts';

type Input = (ids: Ids, make: Makers) => unknown;

/** An action in an organisation takes its slug first and then one input. */
const inOrganisation = (page: (ids: Ids) => string, needs: Needs, input: Input, more: Partial<Row> = {}): Row => ({
  needs,
  places: ['page', 'body', 'nested'],
  call: (ids, make) => ({
    method: 'POST',
    path: `/o/${ids.page.org}${page(ids.page)}`,
    actionArguments: [ids.body.org, input(ids.nested, make)],
  }),
  ...more,
  // Which page an action is called on says nothing of what it does.
  foreign: { page: 'allowed', ...more.foreign },
});

const withoutIds = { places: ['page', 'body'] } as const;
const ofBot = (rest: string) => (ids: Ids) => `/bots/${ids.bot}${rest}`;
const oneBot: Input = ({ bot }) => ({ botId: bot });
const ownKey: Input = ({ bot }) => ({ botId: bot, kind: 'provider_key' });
/** An order that the bot's state makes pointless is answered as a conflict, after every check. */
const order: Partial<Row> = { allowed: ['ok', 'conflict'] };

const BOT: Rows = {
  'action bot startBotAction': inOrganisation(ofBot(''), 'bot:operate', oneBot, order),
  'action bot stopBotAction': inOrganisation(ofBot(''), 'bot:operate', oneBot, order),
  'action bot restartBotAction': inOrganisation(ofBot(''), 'bot:operate', oneBot, order),
  'action bot retryBotAction': inOrganisation(ofBot(''), 'bot:operate', oneBot, order),
  'action bot removeBotAction': inOrganisation(
    ofBot(''),
    'bot:delete',
    ({ bot, botName }) => ({ botId: bot, confirmName: botName }),
    { usesUp: ['bot'] },
  ),
  'action bot allowPersonAction': inOrganisation(
    ofBot(''),
    'person:decide',
    ({ bot, request }) => ({ botId: bot, requestId: request }),
    { usesUp: ['request'] },
  ),
  'action bot dismissPersonAction': inOrganisation(
    ofBot('/people'),
    'person:decide',
    ({ bot, request }) => ({ botId: bot, requestId: request }),
    { usesUp: ['request'] },
  ),
  'action personality configureBotAction': inOrganisation(
    ofBot('/personality'),
    'bot:configure',
    ({ bot }, make) => ({
      botId: bot,
      expectedVersion: 1,
      name: 'Another clerk',
      instructions: make.word(),
      about: '',
      modelId: 'gpt-5.4-mini',
    }),
    { usesUp: ['bot'] },
  ),
  'action personality readPersonalityAction': inOrganisation(ofBot('/personality'), 'config:read', oneBot),
  'action keys checkNewTokenAction': inOrganisation(ofBot('/keys'), 'secret:manage', ({ bot }, make) => ({
    botId: bot,
    token: make.telegramToken(),
  })),
  'action keys replaceTelegramTokenAction': inOrganisation(ofBot('/keys'), 'secret:manage', ({ bot }, make) => ({
    botId: bot,
    token: make.telegramToken(),
  })),
  'action keys replaceProviderKeyAction': inOrganisation(ofBot('/keys'), 'secret:manage', ({ bot }, make) => ({
    botId: bot,
    key: make.providerKey(),
  })),
  'action keys suspectSecretAction': inOrganisation(ofBot('/keys'), 'secret:manage', ownKey),
  'action keys revokeSecretAction': inOrganisation(ofBot('/keys'), 'secret:manage', ownKey, { usesUp: ['bot'] }),
  'action keys renewTokensAction': inOrganisation(
    ofBot('/keys'),
    'secret:manage',
    ({ bot }) => ({ botId: bot, atOnce: false }),
    { usesUp: ['bot'] },
  ),
  'action environment draftVariablesAction': inOrganisation(ofBot('/keys'), 'secret:manage', ({ bot }, make) => ({
    botId: bot,
    changes: [{ name: 'SHOP_URL', secret: false, value: make.word() }],
  })),
  'action environment discardDraftAction': inOrganisation(ofBot('/keys'), 'secret:manage', ({ bot }) => ({
    botId: bot,
    names: null,
  })),
  // An empty draft, or one that somebody else put into force meanwhile, is answered as a conflict, after every check.
  'action environment applyVariablesAction': inOrganisation(
    ofBot('/keys'),
    'secret:manage',
    ({ bot }) => ({ botId: bot, expectedNames: [] }),
    order,
  ),
  'action provider changeProviderAction': inOrganisation(
    ofBot('/keys'),
    'secret:manage',
    ({ bot }) => ({ botId: bot, expectedVersion: 1, providerId: 'demo', modelId: 'demo', key: '' }),
    { usesUp: ['bot'] },
  ),
};

const WIZARD: Rows = {
  'action provider checkProviderKeyAction': inOrganisation(
    () => '/bots/new',
    'secret:manage',
    (_ids, make) => ({ providerId: 'openai', modelId: 'gpt-5.4-mini', key: make.providerKey() }),
    withoutIds,
  ),
  'action wizard checkTelegramTokenAction': inOrganisation(
    () => '/bots/new',
    'secret:manage',
    (_ids, make) => ({ token: make.telegramToken() }),
    withoutIds,
  ),
  // With the key of another bot, which is no more than running bots needs.
  'action wizard deployAction': inOrganisation(
    () => '/bots/new',
    'bot:deploy',
    ({ bot }, make) => ({
      deployKey: randomUUID(),
      name: 'New clerk',
      template: 'support',
      instructions: make.word(),
      about: '',
      channel: 'web',
      telegramToken: '',
      providerId: 'openai',
      modelId: 'gpt-5.4-mini',
      providerKey: '',
      keyFromBotId: bot,
    }),
  ),
};

const SETTINGS: Rows = {
  'action settings requireSecondFactorAction': inOrganisation(
    () => '/settings',
    'organisation:secure',
    () => ({ required: false }),
    withoutIds,
  ),
  'action settings setRotationPolicyAction': inOrganisation(
    () => '/settings',
    'organisation:secure',
    () => ({ policy: 'days_30' }),
    withoutIds,
  ),
};

const TEAM: Rows = {
  'action team inviteAction': inOrganisation(
    () => '/team',
    'member:manage',
    (_ids, make) => ({ email: `${make.word()}@example.com`, role: 'viewer' }),
    withoutIds,
  ),
  'action team revokeInvitationAction': inOrganisation(
    () => '/team',
    'member:manage',
    ({ invitation }) => ({ invitationId: invitation }),
    { usesUp: ['invitation'] },
  ),
  'action team changeRoleAction': inOrganisation(
    () => '/team',
    'member:manage',
    ({ member }) => ({ userId: member, role: 'viewer' }),
    { usesUp: ['member'] },
  ),
  'action team removeMemberAction': inOrganisation(
    () => '/team',
    'member:manage',
    ({ member }) => ({ userId: member }),
    { usesUp: ['member'] },
  ),
  'action team resendInvitationAction': inOrganisation(
    () => '/team',
    'member:manage',
    ({ invitation }) => ({ invitationId: invitation }),
    { usesUp: ['invitation'] },
  ),
  // With another name than the organisation's: whoever may hand it over keeps it.
  'action team transferOwnershipAction': inOrganisation(
    () => '/team',
    'organisation:transfer',
    ({ member }) => ({ userId: member, confirmName: 'Another name' }),
    { allowed: ['invalid'] },
  ),
  // The last owner cannot, and support staff are no members.
  'action team leaveAction': inOrganisation(
    () => '/team',
    'organisation:read',
    () => ({}),
    { ...withoutIds, allowed: ['ok', 'conflict', 'forbidden'], endsMembership: true },
  ),
};

const AUDIT: Rows = {
  'action audit moreEventsAction': inOrganisation(
    () => '/audit',
    'audit:read',
    ({ cursor, bot, member }) => ({ before: cursor, filters: { botId: bot, actorId: member } }),
    { foreign: { nested: 'allowed' } },
  ),
  // The first event of any log has the number 1: the number names no organisation.
  'action audit fullRecordAction': inOrganisation(
    () => '/audit',
    'audit:read',
    () => ({ sequence: '1' }),
    withoutIds,
  ),
};

/** Support staff may visit whom they like, with a reason; so nobody tries to stop them with a foreign id. */
const SUPPORT: Rows = {
  'action support startVisitAction': {
    needs: 'support',
    places: ['nested'],
    call: ({ nested }) => ({
      method: 'POST',
      path: '/support',
      actionArguments: [{ organisationId: nested.organisation, reason: 'They asked us to look.' }],
    }),
  },
  'action support leaveVisitAction': {
    needs: 'support',
    places: ['nested'],
    call: ({ nested }) => ({ method: 'POST', path: '/support', actionArguments: [{ visitId: nested.visit }] }),
    usesUp: ['visit'],
  },
};

/** Every server action. */
export const ACTIONS: Rows = { ...BOT, ...WIZARD, ...TEAM, ...SETTINGS, ...AUDIT, ...SUPPORT };

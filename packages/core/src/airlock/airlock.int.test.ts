import { PROVIDERS } from '@clawberth/openclaw';
import { beforeAll, expect, test } from 'vitest';
import { changeProvider } from '../bot/change-provider.ts';
import { configureBot } from '../bot/configure-bot.ts';
import { deployBot } from '../bot/deploy-bot.ts';
import { getBot } from '../bot/get-bot.ts';
import { removeBot } from '../bot/remove-bot.ts';
import { replaceProviderKey } from '../bot/replace-provider-key.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeBot, makeDeployInput, observeBot, placeSandbox, userIdOf } from '../testing/index.ts';
import { useOutside } from '../testing/use-outside.ts';
import { openChat } from '../ticket/open-chat.ts';
import { openLogs } from '../ticket/open-logs.ts';
import { verifyTicket } from '../ticket/verify-ticket.ts';
import { agentAddress } from './agent-address.ts';
import { recordActivity } from './record-activity.ts';
import { recordProviderAnswer } from './record-provider-answer.ts';
import { resolveCaller } from './resolve-caller.ts';

const KEY = `sk-proj-${'k3Y0'.repeat(10)}`;
const NEXT_KEY = `sk-proj-${'n3Xt'.repeat(10)}`;
const TOKEN = `8123456789:${'AAHx_-9'.repeat(5)}`;
const model = PROVIDERS.openai.models[0].id;
const INSIDE = { address: '172.30.4.2', subnet: '172.30.4.0/24' };

const { telegram, openai, services, ours, theirs } = useOutside();
beforeAll(() => {
  telegram.addBot({ id: 8_123_456_789, token: TOKEN, username: 'clerk_bot', name: 'Clerk' });
  openai.addKey(KEY);
  openai.addKey(NEXT_KEY);
});

async function tokenOf(botId: string, kind: 'airlock_token' | 'telegram_stand_in'): Promise<string> {
  const row = await services.behind.botSecret.findUniqueOrThrow({ where: { botId_kind: { botId, kind } } });
  return openSecret(services, row);
}

test('the right token from inside the bot’s own network gives the real key, and nothing else does', async () => {
  const { botId } = await deployBot(
    ours.owner,
    makeDeployInput({
      channel: 'telegram',
      telegramToken: TOKEN,
      providerId: 'openai',
      modelId: model,
      providerKey: KEY,
    }),
  );
  const standIn = await tokenOf(botId, 'telegram_stand_in');
  const airlockToken = await tokenOf(botId, 'airlock_token');
  expect(standIn).toMatch(/^8123456789:[A-Za-z0-9_-]{35}$/);
  expect(standIn).not.toBe(TOKEN);
  const knock = { tokenHash: hashToken(standIn), kind: 'telegram_stand_in', remoteAddress: INSIDE.address } as const;
  const refused = { code: 'not_found' };

  await expect(resolveCaller(services, knock), 'no sandbox yet').rejects.toMatchObject(refused);
  await placeSandbox(ours.owner, botId, INSIDE);
  expect(await resolveCaller(services, knock)).toEqual({
    kind: 'telegram_stand_in',
    botId,
    organisationId: ours.organisationId,
    botName: 'Counter Clerk',
    telegramToken: TOKEN,
  });
  expect(
    await resolveCaller(services, {
      tokenHash: hashToken(airlockToken),
      kind: 'airlock_token',
      remoteAddress: `::ffff:${INSIDE.address}`,
    }),
  ).toEqual({
    kind: 'airlock_token',
    botId,
    organisationId: ours.organisationId,
    botName: 'Counter Clerk',
    providerId: 'openai',
    api: 'openai-completions',
    modelId: model,
    earlierModelId: null,
    keyStopped: false,
    providerKey: KEY,
  });
  await expect(
    resolveCaller(services, { ...knock, remoteAddress: '172.30.5.2' }),
    'another bot’s network',
  ).rejects.toMatchObject(refused);
  await expect(resolveCaller(services, { ...knock, remoteAddress: '127.0.0.1' })).rejects.toMatchObject(refused);
  await expect(resolveCaller(services, { ...knock, kind: 'airlock_token' }), 'the other door').rejects.toMatchObject(
    refused,
  );
  await expect(
    resolveCaller(services, { ...knock, tokenHash: hashToken(TOKEN) }),
    'the real token',
  ).rejects.toMatchObject(refused);
  await expect(resolveCaller(services, { ...knock, tokenHash: 'x' })).rejects.toMatchObject(refused);

  await removeBot(ours.owner, { botId, confirmName: 'Counter Clerk' });
  await expect(resolveCaller(services, knock), 'deleted').rejects.toMatchObject(refused);
});

test('the model of the config version that runs is allowed beside the newest, of the same provider only', async () => {
  const input = makeDeployInput({ providerId: 'openai', modelId: model, providerKey: KEY });
  const { botId } = await deployBot(ours.owner, input);
  await placeSandbox(ours.owner, botId, INSIDE);
  const tokenHash = hashToken(await tokenOf(botId, 'airlock_token'));
  const models = async () => {
    const caller = await resolveCaller(services, { tokenHash, kind: 'airlock_token', remoteAddress: INSIDE.address });
    return [caller.modelId, caller.earlierModelId];
  };
  const save = (expectedVersion: number, change: { modelId: string } | { about: string; modelId: string }) =>
    configureBot(ours.owner, {
      botId,
      expectedVersion,
      name: input.name,
      instructions: input.instructions,
      about: input.about,
      ...change,
    });
  const [second, third] = ['gpt-5.6-luna', 'gpt-5.6-terra'] as const;
  expect(await models(), 'nothing taken yet').toEqual([model, null]);
  await save(1, { modelId: second });
  expect(await models(), 'nothing taken yet').toEqual([second, null]);
  await observeBot(ours.owner, botId, { observedConfigVersion: 1 });
  expect(await models()).toEqual([second, model]);
  await save(2, { modelId: third });
  expect(await models(), 'what was never handed over').toEqual([third, model]);
  await observeBot(ours.owner, botId, { observedConfigVersion: 3 });
  expect(await models()).toEqual([third, null]);
  await save(3, { about: 'We open at 9.', modelId: third });
  expect(await models(), 'the same model').toEqual([third, null]);
  await changeProvider(ours.owner, { botId, expectedVersion: 4, providerId: 'demo', modelId: 'demo' });
  expect(await models(), 'another provider’s').toEqual(['demo', null]);
});

test('the demo provider has no key', async () => {
  const { botId } = await makeBot(ours.owner);
  await placeSandbox(ours.owner, botId, INSIDE);
  const tokenHash = hashToken(await tokenOf(botId, 'airlock_token'));
  expect(
    await resolveCaller(services, { tokenHash, kind: 'airlock_token', remoteAddress: INSIDE.address }),
  ).toMatchObject({ providerId: 'demo', providerKey: null });
});

test('the agent’s address and token, for the bot’s own organisation only', async () => {
  const { botId } = await makeBot(ours.owner);
  const { organisationId } = ours;
  await expect(agentAddress(services, { botId, organisationId })).rejects.toMatchObject({ code: 'conflict' });
  await placeSandbox(ours.owner, botId, INSIDE);
  expect(await agentAddress(services, { botId, organisationId })).toEqual({
    url: 'http://172.30.4.2:18080',
    token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as unknown,
  });
  await expect(agentAddress(services, { botId, organisationId: theirs.organisationId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('activity is noted, and not with every message', async () => {
  const { botId } = await makeBot(ours.owner);
  const who = { botId, organisationId: ours.organisationId };
  await recordActivity(services, who, { inbound: true });
  const { lastInboundAt, lastAnsweredAt } = await getBot(ours.viewer, { botId });
  expect(lastInboundAt).toBeInstanceOf(Date);
  expect(lastAnsweredAt).toBeNull();
  await recordActivity(services, who, { inbound: true, answered: true });
  const second = await getBot(ours.viewer, { botId });
  expect(second.lastInboundAt).toEqual(lastInboundAt);
  expect(second.lastAnsweredAt).toBeInstanceOf(Date);
});

test('a provider that refuses the key shows as needing the owner, until the key is replaced or it answers', async () => {
  const { botId } = await deployBot(
    ours.owner,
    makeDeployInput({ providerId: 'openai', modelId: model, providerKey: KEY }),
  );
  const who = { botId, organisationId: ours.organisationId };
  await observeBot(ours.owner, botId, { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1 }, [
    'gateway_ready',
  ]);
  const state = async () => (await getBot(ours.viewer, { botId })).state;
  await recordProviderAnswer(services, who, 'answered');
  expect(await state()).toBe('working');
  await recordProviderAnswer(services, who, 'provider_key_refused');
  expect(await getBot(ours.viewer, { botId })).toMatchObject({
    state: 'needs_you',
    reason: 'The AI provider refused the key.',
    failure: { code: 'provider_key_refused', whoCanFix: 'you', action: 'replace_provider_key' },
  });
  await recordProviderAnswer(services, who, 'answered');
  expect(await state()).toBe('working');
  await recordProviderAnswer(services, who, 'provider_quota_used_up');
  expect(await getBot(ours.viewer, { botId })).toMatchObject({
    state: 'needs_you',
    failure: { code: 'provider_quota_used_up' },
  });
  await replaceProviderKey(ours.owner, { botId, key: NEXT_KEY });
  expect(await getBot(ours.viewer, { botId })).toMatchObject({ state: 'working', failure: null, generation: 1 });
  const failures = await services.behind.auditEvent.findMany({
    where: { botId, event: 'bot.failed' },
    orderBy: { sequence: 'asc' },
  });
  expect(failures.map(({ after, actorName }) => [actorName, after])).toMatchObject([
    ['Clawberth', { code: 'provider_key_refused' }],
    ['Clawberth', { code: 'provider_quota_used_up' }],
  ]);
});

test('what the worker saw is not painted over by the provider’s answers', async () => {
  const { botId } = await makeBot(ours.owner);
  const who = { botId, organisationId: ours.organisationId };
  const failure = {
    code: 'config_invalid',
    message: '',
    retryable: false,
    logTail: [],
    generation: 1,
    configVersion: 1,
    at: new Date().toISOString(),
  };
  await observeBot(
    ours.owner,
    botId,
    { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1, failure },
    ['gateway_ready'],
  );
  await recordProviderAnswer(services, who, 'provider_key_refused');
  await recordProviderAnswer(services, who, 'answered');
  expect((await getBot(ours.viewer, { botId })).failure?.code).toBe('config_invalid');
});

test('tickets: for those who may, for their own bots, told in the log once', async () => {
  const { botId } = await makeBot(ours.owner);
  const chat = await openChat(ours.admin, { botId });
  await openChat(ours.admin, { botId });
  const userId = userIdOf(ours.admin);
  expect(verifyTicket(services, chat.ticket)).toEqual({
    botId,
    organisationId: ours.organisationId,
    userId,
    purpose: 'chat',
  });
  expect(chat.sessionId).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  expect((await openChat(ours.owner, { botId })).sessionId).not.toBe(chat.sessionId);
  const logs = await openLogs(ours.viewer, { botId });
  expect(verifyTicket(services, logs.ticket).purpose).toBe('logs');
  await expect(openChat(ours.viewer, { botId })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(openChat(theirs.owner, { botId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(openLogs(theirs.owner, { botId })).rejects.toMatchObject({ code: 'not_found' });
  const told = await services.behind.auditEvent.findMany({
    where: { botId, event: { in: ['chat.opened', 'logs.read'] } },
    orderBy: { sequence: 'asc' },
  });
  expect(told.map(({ event, actorName }) => `${actorName} ${event}`)).toEqual([
    'Sam chat.opened',
    'Mira chat.opened',
    'Jo logs.read',
  ]);
});

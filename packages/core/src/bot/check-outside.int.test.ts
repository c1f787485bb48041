import { PROVIDERS } from '@clawberth/openclaw';
import { expect, test } from 'vitest';
import { makeDeployInput } from '../testing/index.ts';
import { useOutside } from '../testing/use-outside.ts';
import { changeProvider } from './change-provider.ts';
import { checkProviderKey } from './check-provider-key.ts';
import { checkTelegramToken } from './check-telegram-token.ts';
import { deployBot } from './deploy-bot.ts';
import { getBot } from './get-bot.ts';
import { getConfig } from './get-config.ts';
import { listBots } from './list-bots.ts';
import { removeBot } from './remove-bot.ts';
import { replaceProviderKey } from './replace-provider-key.ts';
import { replaceTelegramToken } from './replace-telegram-token.ts';

let nextId = 8_100_000_001;

const KEY = `sk-proj-${'k3Y0'.repeat(10)}`;
const openaiModel = PROVIDERS.openai.models[0].id;
const anthropicModel = PROVIDERS.anthropic.models[0].id;

const { telegram, openai, anthropic, services, ours, theirs } = useOutside();

function newToken(profile: { id?: number; canJoinGroups?: boolean; canReadAllGroupMessages?: boolean } = {}): string {
  const id = profile.id ?? (nextId += 1);
  const token = `${id}:${crypto.randomUUID().replaceAll('-', '')}AAA`;
  telegram.addBot({ canJoinGroups: false, ...profile, id, token, username: `clerk_${id}_bot`, name: 'Counter Clerk' });
  return token;
}
const onTelegram = (token: string, name = 'Counter Clerk') =>
  makeDeployInput({ channel: 'telegram', telegramToken: token, name });

test('a good token: whose it is, and no warning', async () => {
  const token = newToken();
  const [id] = token.split(':');
  await expect(checkTelegramToken(ours.owner, { token: ` ${token} ` })).resolves.toEqual({
    telegramBotId: id,
    username: `clerk_${id}_bot`,
    name: 'Counter Clerk',
    warnings: [],
  });
});

test('warns of groups and of another service that receives the messages', async () => {
  const token = newToken({ canJoinGroups: true, canReadAllGroupMessages: true });
  await fetch(`${telegram.url}/bot${token}/setWebhook?url=https://other.example/hook`);
  const { warnings } = await checkTelegramToken(ours.owner, { token });
  expect(warnings).toEqual([
    expect.stringContaining('Another service receives'),
    expect.stringContaining('/setjoingroups'),
    expect.stringContaining('/setprivacy'),
  ]);
});

test('a revoked token is refused with the way out, and the token stands in no log line', async () => {
  const token = newToken();
  telegram.revoke(token);
  const refusal = checkTelegramToken(ours.owner, { token });
  await expect(refusal).rejects.toMatchObject({
    code: 'outside_refused',
    fields: { token: expect.stringContaining('BotFather') as unknown },
  });
  await expect(deployBot(ours.owner, onTelegram(token))).rejects.toMatchObject({
    code: 'outside_refused',
    fields: { telegramToken: expect.any(String) as unknown },
  });
  expect((await listBots(ours.owner)).filter(({ channel }) => channel === 'telegram')).toEqual([]);
  expect(services.logLines.join('')).not.toContain(token);
});

test('a viewer may check nothing', async () => {
  await expect(checkTelegramToken(ours.viewer, { token: newToken() })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    checkProviderKey(ours.viewer, { providerId: 'openai', modelId: openaiModel, key: KEY }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('a token in use: names our own bot, and not a word about theirs', async () => {
  const token = newToken();
  const { botId } = await deployBot(ours.owner, onTelegram(token, 'Night FAQ'));
  expect(await getBot(ours.owner, { botId })).toMatchObject({
    channel: 'telegram',
    telegramUsername: `clerk_${token.split(':')[0]}_bot`,
  });
  await expect(checkTelegramToken(ours.owner, { token })).rejects.toMatchObject({
    code: 'conflict',
    fields: { token: expect.stringContaining('“Night FAQ”') as unknown },
  });
  await expect(checkTelegramToken(theirs.owner, { token })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.not.stringMatching(/Night FAQ|Harbour/) as unknown,
  });
  await expect(deployBot(theirs.owner, onTelegram(token))).rejects.toMatchObject({
    code: 'conflict',
    fields: { telegramToken: expect.any(String) as unknown },
  });
  expect(await listBots(theirs.owner)).toEqual([]);
  await removeBot(ours.owner, { botId, confirmName: 'Night FAQ' });
  await expect(checkTelegramToken(theirs.owner, { token })).resolves.toMatchObject({ warnings: [] });
});

test('two deploys with one token at once: one bot, one refusal at the field', async () => {
  const token = newToken();
  const results = await Promise.allSettled([
    deployBot(ours.owner, onTelegram(token)),
    deployBot(theirs.owner, onTelegram(token)),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
    code: 'conflict',
    fields: { telegramToken: expect.any(String) as unknown },
  });
  expect(await services.behind.bot.count({ where: { telegramBotId: BigInt(token.split(':')[0] ?? 0) } })).toBe(1);
});

test('keys: taken, refused, unknown model, used up', async () => {
  openai.addKey(KEY);
  const check = (changes: { key?: string; modelId?: string } = {}) =>
    checkProviderKey(ours.owner, { providerId: 'openai', modelId: openaiModel, key: KEY, ...changes });
  await expect(check()).resolves.toEqual({ ok: true, modelLabel: PROVIDERS.openai.models[0].label });
  const wrong = `sk-proj-${'bad0'.repeat(10)}`;
  await expect(check({ key: wrong })).rejects.toMatchObject({
    code: 'outside_refused',
    fields: { key: expect.stringContaining('OpenAI refused this key') as unknown },
  });
  const unknownModel = PROVIDERS.openai.models[1]?.id ?? '';
  await expect(check({ modelId: unknownModel })).rejects.toMatchObject({
    code: 'outside_refused',
    message: expect.stringContaining('does not offer it the model') as unknown,
  });
  openai.rateLimit();
  await expect(check()).rejects.toMatchObject({
    code: 'outside_refused',
    message: expect.stringContaining('limit is used up') as unknown,
  });
  openai.overload();
  await expect(check()).rejects.toMatchObject({ code: 'outside_unreachable' });
  openai.answerNormally();
  expect(services.logLines.join('')).not.toContain(wrong);
});

test('an Anthropic key goes in its own header', async () => {
  const key = `sk-ant-api03-${'k3Y0'.repeat(10)}`;
  anthropic.addKey(key);
  await expect(
    checkProviderKey(ours.owner, { providerId: 'anthropic', modelId: anthropicModel, key }),
  ).resolves.toMatchObject({ ok: true });
  expect(anthropic.requests().at(-1)).toMatchObject({ key, path: '/v1/messages', body: { max_tokens: 1 } });
  await expect(
    checkProviderKey(ours.owner, { providerId: 'anthropic', modelId: anthropicModel, key: `${key}x` }),
  ).rejects.toMatchObject({ code: 'outside_refused' });
});

test('the demo needs no key', async () => {
  await expect(checkProviderKey(ours.owner, { providerId: 'demo', modelId: 'demo', key: '' })).resolves.toMatchObject({
    ok: true,
  });
});

test('both mistakes of a deploy are told at once', async () => {
  const token = newToken();
  telegram.revoke(token);
  const input = makeDeployInput({
    channel: 'telegram',
    telegramToken: token,
    providerId: 'openai',
    modelId: openaiModel,
    providerKey: `sk-${'x'.repeat(40)}`,
  });
  await expect(deployBot(ours.owner, input)).rejects.toMatchObject({
    fields: { telegramToken: expect.any(String) as unknown, providerKey: expect.any(String) as unknown },
  });
});

test('replaces token and key: sealed anew, other stand-in, next generation', async () => {
  openai.addKey(KEY);
  const token = newToken();
  const { botId } = await deployBot(
    ours.owner,
    makeDeployInput({
      channel: 'telegram',
      telegramToken: token,
      providerId: 'openai',
      modelId: openaiModel,
      providerKey: KEY,
    }),
  );
  const before = await getConfig(ours.viewer, { botId });
  const standInBefore = await services.behind.sandboxToken.findFirst({
    where: { botId, kind: 'telegram_stand_in' },
  });
  await replaceTelegramToken(ours.admin, { botId, token: newToken() });
  const otherKey = `sk-proj-${'n3W0'.repeat(10)}`;
  openai.addKey(otherKey);
  await replaceProviderKey(ours.admin, { botId, key: otherKey });
  const after = await getConfig(ours.viewer, { botId });
  expect(after.telegram?.fingerprint).not.toBe(before.telegram?.fingerprint);
  expect(after.telegram?.username).not.toBe(before.telegram?.username);
  expect(after.providerKey?.fingerprint).not.toBe(before.providerKey?.fingerprint);
  expect((await getBot(ours.viewer, { botId })).generation).toBe(2);
  const standIn = await services.behind.sandboxToken.findFirst({ where: { botId, kind: 'telegram_stand_in' } });
  expect(standIn?.tokenHash).not.toBe(standInBefore?.tokenHash);
  const events = await services.behind.auditEvent.findMany({
    where: { botId, actorName: 'Sam' },
    orderBy: { sequence: 'asc' },
  });
  expect(events.map(({ event }) => event)).toEqual(['bot.telegram_token_replaced', 'bot.provider_key_replaced']);
  const told = JSON.stringify(events.map((event) => [event.before, event.after, event.search]));
  expect(told).toContain(before.telegram?.fingerprint);
  expect(told).not.toContain(otherKey);

  for (const ctx of [ours.viewer]) {
    await expect(replaceTelegramToken(ctx, { botId, token })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(replaceProviderKey(ctx, { botId, key: KEY })).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(replaceTelegramToken(theirs.owner, { botId, token })).rejects.toMatchObject({ code: 'not_found' });
  await expect(replaceProviderKey(theirs.owner, { botId, key: KEY })).rejects.toMatchObject({ code: 'not_found' });
});

test('moves a bot from practice answers to a real provider and back', async () => {
  openai.addKey(KEY);
  const { botId } = await deployBot(ours.owner, makeDeployInput());
  const change = { botId, expectedVersion: 1, providerId: 'openai', modelId: openaiModel, key: KEY };
  await expect(changeProvider(ours.viewer, change)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeProvider(theirs.owner, change)).rejects.toMatchObject({ code: 'not_found' });
  await expect(changeProvider(ours.owner, { ...change, key: `sk-proj-${'bad0'.repeat(10)}` })).rejects.toMatchObject({
    code: 'outside_refused',
  });
  await expect(changeProvider(ours.owner, { ...change, expectedVersion: 7 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(changeProvider(ours.owner, change)).resolves.toEqual({ version: 2 });
  expect(await getBot(ours.viewer, { botId })).toMatchObject({
    demo: false,
    providerId: 'openai',
    modelId: openaiModel,
    configVersion: 2,
  });
  expect((await getConfig(ours.viewer, { botId })).providerKey?.fingerprint).toMatch(/^[0-9a-f]{8}$/);
  await changeProvider(ours.owner, { botId, expectedVersion: 2, providerId: 'demo', modelId: 'demo' });
  expect((await getConfig(ours.viewer, { botId })).providerKey).toBeNull();
  const events = await services.behind.auditEvent.findMany({
    where: { botId, event: 'bot.configured' },
    orderBy: { sequence: 'asc' },
  });
  expect(events.map(({ after }) => after)).toMatchObject([{ provider: 'OpenAI' }, { modelId: 'demo' }]);
});

test('nobody answers: unreachable, said for each, within the ten seconds', async () => {
  const token = newToken();
  telegram.goDown();
  await expect(checkTelegramToken(ours.owner, { token })).rejects.toMatchObject({
    code: 'outside_unreachable',
    message: expect.stringContaining('Telegram cannot be reached') as unknown,
  });
  telegram.comeBack();
  telegram.slowBy(60_000);
  openai.timeOut();
  openai.addKey(KEY);
  const [slowTelegram, slowProvider] = await Promise.allSettled([
    checkTelegramToken(ours.owner, { token }),
    checkProviderKey(ours.owner, { providerId: 'openai', modelId: openaiModel, key: KEY }),
  ]);
  telegram.slowBy(0);
  openai.answerNormally();
  expect(slowTelegram).toMatchObject({
    reason: { code: 'outside_unreachable', message: expect.stringContaining('within 10 seconds') as unknown },
  });
  expect(slowProvider).toMatchObject({
    reason: { code: 'outside_unreachable', message: expect.stringContaining('within 10 seconds') as unknown },
  });
}, 30_000);

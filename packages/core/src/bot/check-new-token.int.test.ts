import { PROVIDERS } from '@clawberth/openclaw';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  makeBot,
  makeDeployInput,
  observeBot,
  userIdOf,
  writeAsSystem,
  type TestOrganisation,
} from '../testing/index.ts';
import { useOutside } from '../testing/use-outside.ts';
import { checkNewToken } from './check-new-token.ts';
import { deployBot } from './deploy-bot.ts';
import { getBot } from './get-bot.ts';
import { getKeys } from './get-keys.ts';
import { listBots } from './list-bots.ts';
import { replaceTelegramToken } from './replace-telegram-token.ts';
import { revokeSecret } from './revoke-secret.ts';
import { suspectSecret } from './suspect-secret.ts';

let nextId = 8_200_000_001;
const KEY = `sk-proj-${'n3wT'.repeat(10)}`;

const { telegram, openai, services, ours, theirs } = useOutside();
beforeAll(() => openai.addKey(KEY));

/** A token that Telegram knows: of a new Telegram bot, or a newer one of the bot with this id. */
function newToken(id = (nextId += 1)): string {
  const token = `${id}:${crypto.randomUUID().replaceAll('-', '')}AAA`;
  telegram.addBot({ canJoinGroups: false, id, token, username: `clerk_${id}_bot`, name: 'Counter Clerk' });
  return token;
}

async function makeClerk(): Promise<{ botId: string; token: string; telegramId: number }> {
  const token = newToken();
  const { botId } = await deployBot(ours.owner, makeDeployInput({ channel: 'telegram', telegramToken: token }));
  return { botId, token, telegramId: Number(token.split(':')[0]) };
}

describe('a new token, before it is put in', () => {
  test('of the same Telegram bot: no restart of a bot that is well, and nothing has changed', async () => {
    const { botId, telegramId } = await makeClerk();
    await observeBot(ours.owner, botId, { observedState: 'running', channelConnected: true });
    const before = await getKeys(ours.owner, { botId });
    await expect(checkNewToken(ours.owner, { botId, token: newToken(telegramId) })).resolves.toMatchObject({
      username: `clerk_${telegramId}_bot`,
      sameBot: true,
      restarts: false,
    });
    expect(await getKeys(ours.owner, { botId })).toEqual(before);
  });

  test('of another Telegram bot: a restart; what is said beforehand is what happens', async () => {
    const { botId } = await makeClerk();
    await observeBot(ours.owner, botId, { observedState: 'running', channelConnected: true });
    const token = newToken();
    const said = await checkNewToken(ours.owner, { botId, token });
    expect(said).toMatchObject({ sameBot: false, restarts: true });
    await expect(replaceTelegramToken(ours.owner, { botId, token })).resolves.toEqual({ restarts: said.restarts });
  });

  test('that the bot has, or that was stopped, or that another bot uses is refused at the field', async () => {
    const { botId, token } = await makeClerk();
    const other = await makeClerk();
    await expect(checkNewToken(ours.owner, { botId, token })).rejects.toMatchObject({
      code: 'conflict',
      fields: { token: expect.stringContaining('has this token already') as unknown },
    });
    await expect(checkNewToken(ours.owner, { botId, token: other.token })).rejects.toMatchObject({
      code: 'conflict',
      fields: { token: expect.stringContaining('already used') as unknown },
    });
    await revokeSecret(ours.owner, { botId, kind: 'telegram_token' });
    await expect(checkNewToken(ours.owner, { botId, token })).rejects.toMatchObject({
      code: 'conflict',
      fields: { token: expect.stringContaining('was stopped') as unknown },
    });
  });

  test('is refused to who may not set keys, to another organisation, and for a bot without Telegram', async () => {
    const { botId, telegramId } = await makeClerk();
    const token = newToken(telegramId);
    for (const ctx of [ours.operator, ours.viewer, ours.guest])
      await expect(checkNewToken(ctx, { botId, token })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(checkNewToken(theirs.owner, { botId, token })).rejects.toMatchObject({ code: 'not_found' });
    const web = await makeBot(ours.owner);
    await expect(checkNewToken(ours.owner, { ...web, token })).rejects.toMatchObject({ code: 'conflict' });
    expect(services.logLines.join('')).not.toContain(token);
  });
});

describe('the word about keys on a bot’s card', () => {
  const cardOf = async (ctx: TestOrganisation['owner'], botId: string) =>
    (await listBots(ctx)).find(({ id }) => id === botId)?.keys;

  test('is none for fresh keys, then that one should be replaced, then that one was stopped', async () => {
    const { botId } = await deployBot(
      ours.owner,
      makeDeployInput({ providerId: 'openai', modelId: PROVIDERS.openai.models[0].id, providerKey: KEY }),
    );
    // A guest sees the bot and whether it works, and not how old its keys are.
    await writeAsSystem(services, ours.organisationId, (tx) =>
      tx.guestBot.create({ data: { organisationId: ours.organisationId, userId: userIdOf(ours.guest), botId } }),
    );
    const cards = () => Promise.all([cardOf(ours.viewer, botId), cardOf(ours.guest, botId)]);
    expect(await cards()).toEqual([null, null]);
    await suspectSecret(ours.owner, { botId, kind: 'provider_key' });
    expect(await cards()).toEqual(['due', null]);
    await revokeSecret(ours.owner, { botId, kind: 'provider_key' });
    expect(await cards()).toEqual(['stopped', 'stopped']);
    expect(await getBot(ours.viewer, { botId })).toMatchObject({ keys: 'stopped' });
  });
});

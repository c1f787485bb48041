import { PROVIDERS } from '@clawberth/openclaw';
import { expect, test } from 'vitest';
import { makeDeployInput } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { deployBot } from './deploy-bot.ts';
import { getBot } from './get-bot.ts';
import { listBots } from './list-bots.ts';

const { services, ours, theirs } = useOrganisations();

test('makes a bot with sealed form, tokens, first stage, audit event, and wakes the worker', async () => {
  const { botId } = await deployBot(ours.owner, makeDeployInput());
  const view = await getBot(ours.viewer, { botId });
  expect(view).toMatchObject({
    name: 'Counter Clerk',
    state: 'starting',
    channel: 'web',
    demo: true,
    configVersion: 1,
    configApplied: false,
  });
  expect(view.stages.map(({ status }) => status)).toEqual(['done', ...Array<string>(6).fill('waiting')]);
  expect(services.rung).toContain(botId);
  const { behind } = services;
  const kinds = await behind.botSecret.findMany({ where: { botId }, select: { kind: true } });
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['agent_token', 'airlock_token', 'gateway_token']);
  const [event] = await behind.auditEvent.findMany({ where: { botId } });
  expect(event).toMatchObject({ event: 'bot.deployed', result: 'requested', actorName: 'Mira', ip: '192.0.2.1' });
  const [version] = await behind.configVersion.findMany({ where: { botId } });
  expect(Buffer.from(version?.sealedForm ?? []).toString('latin1')).not.toContain('polite');
});

test('the same deploy key gives the same bot, also when both come at once', async () => {
  const input = makeDeployInput();
  const [one, two] = await Promise.all([deployBot(ours.owner, input), deployBot(ours.admin, input)]);
  const three = await deployBot(ours.owner, input);
  expect(new Set([one.botId, two.botId, three.botId]).size).toBe(1);
  expect((await listBots(ours.owner)).filter(({ id }) => id === one.botId)).toHaveLength(1);
});

test('a viewer may not, and no bot comes of it', async () => {
  const before = (await listBots(ours.owner)).length;
  await expect(deployBot(ours.viewer, makeDeployInput())).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listBots(ours.owner)).toHaveLength(before);
});

test("another organisation's bot is not found and not listed", async () => {
  const { botId } = await deployBot(ours.owner, makeDeployInput());
  await expect(getBot(theirs.owner, { botId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listBots(theirs.owner)).toEqual([]);
});

test.each([
  ['name', { name: 'x'.repeat(10_000) }, /^Please choose a name of at most 60 characters; this one has 10,000\.$/],
  ['name', { name: '   ' }, /enter a name/],
  ['name', { name: '<script>' }, /signs < and >/],
  ['instructions', { instructions: 'x'.repeat(8_001) }, /8,001/],
  ['about', { about: `use 8123456789:${'A'.repeat(35)}` }, /holds a Telegram bot token/],
  ['template', { template: 'pirate' }, /what the bot is for/],
  ['modelId', { modelId: 'gpt-1' }, /models shown/],
  ['telegramToken', { channel: 'telegram' as const }, /paste the token/],
  [
    'providerKey',
    { providerId: 'openai', modelId: PROVIDERS.openai.models[0].id, providerKey: 'sk-ant-abc' },
    /OpenAI key/,
  ],
])('says at the field %s what is wrong', async (field, changes, message) => {
  const refusal = deployBot(ours.owner, makeDeployInput(changes));
  await expect(refusal).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { [field]: expect.stringMatching(message) as unknown },
  });
});

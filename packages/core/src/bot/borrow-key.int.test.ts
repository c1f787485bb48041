import { PROVIDERS } from '@clawberth/openclaw';
import { startOpenaiStandIn, type ModelStandIn } from '@clawberth/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import {
  createTestServices,
  makeBot,
  makeDeployInput,
  makeOrganisation,
  type TestOrganisation,
  type TestServices,
} from '../testing/index.ts';
import { deployBot } from './deploy-bot.ts';
import { listReusableKeys } from './list-reusable-keys.ts';

const KEY = `sk-proj-${'k3Y0'.repeat(10)}`;
const modelId = PROVIDERS.openai.models[0].id;
const OPENAI = { providerId: 'openai', modelId };

let openai: ModelStandIn;
let services: TestServices;
let ours: TestOrganisation;
let theirs: TestOrganisation;
let clerk: string;
beforeAll(async () => {
  openai = await startOpenaiStandIn();
  openai.addModel(modelId);
  openai.addKey(KEY);
  services = await createTestServices({ providerRoots: { openai: openai.url } });
  [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services, 'Night Cafe')]);
  ({ botId: clerk } = await makeBot(ours.admin, { ...OPENAI, providerKey: KEY }));
});
afterAll(async () => {
  await openai.close();
  await services.close();
});

const deploy = (ctx: Context, changes: Parameters<typeof makeDeployInput>[0]) =>
  deployBot(ctx, makeDeployInput(changes));
const keyOf = (botId: string) => services.behind.botSecret.findFirstOrThrow({ where: { botId, kind: 'provider_key' } });

test('an operator gives a new bot the key of another one, and sees no more than its fingerprint', async () => {
  expect(await listReusableKeys(ours.operator)).toEqual([
    { botId: clerk, botName: 'Counter Clerk', providerId: 'openai' },
  ]);
  const { botId } = await deploy(ours.operator, { ...OPENAI, name: 'Second', keyFromBotId: clerk });
  const [source, copy] = [await keyOf(clerk), await keyOf(botId)];
  expect(await openSecret(services, copy)).toBe(KEY);
  expect(Buffer.from(copy.sealedValue).equals(Buffer.from(source.sealedValue))).toBe(false);
  // Whoever goes one day has this key to be replaced in both bots.
  expect(copy).toMatchObject({ fingerprint: source.fingerprint, setById: source.setById });
  const [event] = await services.behind.auditEvent.findMany({ where: { botId, event: 'bot.deployed' } });
  expect(event).toMatchObject({
    actorName: 'Pat',
    after: { providerKey: source.fingerprint, providerKeyFrom: 'Counter Clerk' },
  });
  expect(JSON.stringify([event?.after, services.logLines])).not.toContain(KEY);
});

test('an operator deploys practice answers, and pastes neither key nor token', async () => {
  await deploy(ours.operator, {});
  const token = `8123456789:${'A'.repeat(35)}`;
  for (const changes of [
    { ...OPENAI, providerKey: KEY },
    { channel: 'telegram' as const, telegramToken: token },
    { channel: 'web' as const, telegramToken: token },
    { providerKey: KEY },
  ])
    await expect(deploy(ours.operator, changes)).rejects.toMatchObject({ code: 'forbidden' });
  const refused = { organisationId: ours.organisationId, event: 'access.refused', actorName: 'Pat' };
  expect(await services.behind.auditEvent.findMany({ where: refused })).toMatchObject([
    { targetName: 'secret:manage' },
  ]);
  await expect(deploy(ours.operator, OPENAI)).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { providerKey: expect.any(String) as unknown },
  });
});

test('viewers and guests deploy nothing, and do not learn which bots have keys', async () => {
  for (const role of ['viewer', 'guest'] as const) {
    await expect(deploy(ours[role], { ...OPENAI, keyFromBotId: clerk })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReusableKeys(ours[role])).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test("another organisation's bot is not found, and its key stays its own", async () => {
  expect(await listReusableKeys(theirs.owner)).toEqual([]);
  for (const keyFromBotId of [clerk, crypto.randomUUID(), 'nonsense'])
    await expect(deploy(theirs.owner, { ...OPENAI, keyFromBotId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await services.behind.botSecret.count({ where: { organisationId: theirs.organisationId } })).toBe(0);
});

test.each([
  ['a bot without a key', {}, /has no OpenAI key/],
  ['a bot and a pasted key', { providerKey: KEY }, /not both/],
])('%s is said at the field', async (what, changes, message) => {
  const { botId: demo } = await makeBot(ours.owner, { name: what });
  const keyFromBotId = 'providerKey' in changes ? clerk : demo;
  await expect(deploy(ours.owner, { ...OPENAI, ...changes, keyFromBotId })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { keyFromBotId: expect.stringMatching(message) as unknown },
  });
});

test('a key that the provider no longer takes is said at the field, and no bot comes of it', async () => {
  const gone = `sk-proj-${'0ld0'.repeat(10)}`;
  openai.addKey(gone);
  const { botId: keyFromBotId } = await makeBot(ours.admin, { ...OPENAI, name: 'Old', providerKey: gone });
  openai.revokeKey(gone);
  const before = await services.behind.bot.count();
  await expect(deploy(ours.operator, { ...OPENAI, keyFromBotId })).rejects.toMatchObject({
    code: 'outside_refused',
    fields: { keyFromBotId: expect.any(String) as unknown },
  });
  expect(await services.behind.bot.count()).toBe(before);
});

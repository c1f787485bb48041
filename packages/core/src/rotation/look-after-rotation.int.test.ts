import { PROVIDERS } from '@clawberth/openclaw';
import { startOpenaiStandIn, type ModelStandIn } from '@clawberth/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getKeys } from '../bot/get-keys.ts';
import { replaceProviderKey } from '../bot/replace-provider-key.ts';
import { revokeSecret } from '../bot/revoke-secret.ts';
import { stopBot } from '../bot/stop-bot.ts';
import { suspectSecret } from '../bot/suspect-secret.ts';
import { openLetter } from '../mail/seal-letter.ts';
import {
  createTestServices,
  makeBot,
  makeOrganisation,
  observeBot,
  writeAsSystem,
  type TestOrganisation,
  type TestServices,
} from '../testing/index.ts';
import { lookAfterRotation } from './look-after-rotation.ts';

const MODEL = PROVIDERS.openai.models[0].id;
const dashboardUrl = 'https://bots.example.com';
let openai: ModelStandIn;
let services: TestServices;
let ours: TestOrganisation;

beforeAll(async () => {
  openai = await startOpenaiStandIn();
  openai.addModel(MODEL);
  services = await createTestServices({ providerRoots: { openai: openai.url } });
});
afterAll(async () => {
  await Promise.all([services.close(), openai.close()]);
});
beforeEach(async () => {
  ours = await makeOrganisation(services);
});

let made = 0;
function newKey(): string {
  made += 1;
  const key = `sk-proj-${String(made).padStart(8, 'k')}${'k3Y0'.repeat(8)}`;
  openai.addKey(key);
  return key;
}
const deploy = async (name = 'Counter Clerk') =>
  (await makeBot(ours.owner, { name, providerId: 'openai', modelId: MODEL, providerKey: newKey() })).botId;
const DAY_MS = 86_400_000;
type Kind = 'given' | 'inner';
const change = (botId: string, kinds: Kind, data: { setAt?: Date; remindedAt?: Date }) =>
  writeAsSystem(services, ours.organisationId, (tx) =>
    tx.botSecret.updateMany({
      where: { botId, kind: kinds === 'given' ? 'provider_key' : { not: 'provider_key' } },
      data,
    }),
  );
const old = (botId: string, kinds: Kind, days = 100) =>
  change(botId, kinds, { setAt: new Date(Date.now() - days * DAY_MS) });
const letters = async () => {
  const where = { organisationId: ours.organisationId, kind: 'rotation_reminder' };
  const rows = await services.behind.mail.findMany({ where, orderBy: { recipient: 'asc' } });
  return Promise.all(
    rows.map(async (row) => ({ to: row.recipient, text: (await openLetter(services, row))?.text ?? '' })),
  );
};
const asked = () =>
  services.behind.auditEvent.findMany({
    where: { organisationId: ours.organisationId, event: 'secret.replacement_asked' },
  });

test('owners and admins are asked once a week, with the bot’s page behind the button, and no fingerprint in the letter', async () => {
  const botId = await deploy();
  await deploy('Fresh one');
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 0, renewed: 0 });
  await old(botId, 'given');
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 1, renewed: 0 });
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 0, renewed: 0 });
  const [first, ...others] = await letters();
  expect(others).toHaveLength(1);
  expect(first?.text).toContain('Counter Clerk: the AI key is older');
  expect(first?.text).toContain(`${dashboardUrl}/o/${ours.slug}/bots/${botId}/keys`);
  expect(first?.text).not.toContain('Fresh one');
  const fingerprint = (await getKeys(ours.owner, { botId })).providerKey?.fingerprint ?? '';
  expect(first?.text).not.toContain(fingerprint);
  expect(await asked()).toMatchObject([
    {
      actorType: 'system',
      after: { count: 1, keys: [{ name: 'Counter Clerk', kind: 'provider_key', fingerprint, reason: 'age' }] },
    },
  ]);
  await change(botId, 'given', { remindedAt: new Date(Date.now() - 8 * DAY_MS) });
  expect(await lookAfterRotation(services, { dashboardUrl })).toMatchObject({ reminded: 1 });
  await replaceProviderKey(ours.owner, { botId, key: newKey() });
  expect(await lookAfterRotation(services, { dashboardUrl })).toMatchObject({ reminded: 0 });
});

test('what is suspected comes first; what becomes due within the week waits for the next letter', async () => {
  const [one, two] = [await deploy('Old one'), await deploy('Leaky one')];
  await old(one, 'given');
  await suspectSecret(ours.admin, { botId: two, kind: 'provider_key' });
  await lookAfterRotation(services, { dashboardUrl: null });
  const [letter] = await letters();
  expect(letter?.text.indexOf('Leaky one')).toBeLessThan(letter?.text.indexOf('Old one') ?? 0);
  expect(letter?.text).not.toContain('http');
  await suspectSecret(ours.admin, { botId: one, kind: 'provider_key' });
  expect(await lookAfterRotation(services, { dashboardUrl: null })).toMatchObject({ reminded: 0 });
});

test('two workers at once send one letter each person', async () => {
  await old(await deploy(), 'given');
  const rounds = await Promise.all([1, 2, 3].map(() => lookAfterRotation(services, { dashboardUrl })));
  expect(rounds.filter(({ reminded }) => reminded === 1)).toHaveLength(1);
  expect(await letters()).toHaveLength(2);
  expect(await asked()).toHaveLength(1);
});

test('what was stopped is asked for no more', async () => {
  const botId = await deploy();
  await old(botId, 'given');
  await revokeSecret(ours.owner, { botId, kind: 'provider_key' });
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 0, renewed: 0 });
});

test('inner tokens that are due are renewed by Clawberth itself, without a letter', async () => {
  const [running, paused] = [await deploy('Runs'), await deploy('Rests')];
  await stopBot(ours.owner, { botId: paused });
  await observeBot(ours.owner, paused, { observedState: 'stopped' });
  for (const botId of [running, paused]) await old(botId, 'inner');
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 0, renewed: 2 });
  expect(await lookAfterRotation(services, { dashboardUrl })).toEqual({ reminded: 0, renewed: 0 });
  expect(await letters()).toEqual([]);
  const bots = await services.behind.bot.findMany({
    where: { id: { in: [running, paused] } },
    orderBy: { name: 'desc' },
  });
  expect(bots.map(({ name, generation }) => [name, generation])).toEqual([
    ['Runs', 2],
    ['Rests', 1],
  ]);
  const events = await services.behind.auditEvent.findMany({ where: { botId: running, event: 'bot.tokens_renewed' } });
  expect(events).toMatchObject([{ actorType: 'system', result: 'requested' }]);
  expect((await getKeys(ours.viewer, { botId: running })).innerTokens).toMatchObject({
    renewing: true,
    rotation: { state: 'fresh' },
  });
});

test('one round renews ten bots at most, and the next the others', async () => {
  for (let made = 0; made < 11; made += 1) await old(await deploy(`Clerk ${made}`), 'inner');
  expect(await lookAfterRotation(services, { dashboardUrl })).toMatchObject({ renewed: 10 });
  expect(await lookAfterRotation(services, { dashboardUrl })).toMatchObject({ renewed: 1 });
});

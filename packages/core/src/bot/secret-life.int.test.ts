import { PROVIDERS } from '@clawberth/openclaw';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AuditAction } from '../audit/actions.ts';
import type { Context } from '../context.ts';
import { listDueSecrets } from '../organisation/list-due-secrets.ts';
import { setRotationPolicy } from '../organisation/set-rotation-policy.ts';
import { makeBot, observeBot, userIdOf, writeAsSystem } from '../testing/index.ts';
import { useOutside } from '../testing/use-outside.ts';
import { getBot } from './get-bot.ts';
import { getKeys } from './get-keys.ts';
import { listReusableKeys } from './list-reusable-keys.ts';
import { removeBot } from './remove-bot.ts';
import { renewTokens } from './renew-tokens.ts';
import { replaceProviderKey } from './replace-provider-key.ts';
import { replaceTelegramToken } from './replace-telegram-token.ts';
import { revokeSecret } from './revoke-secret.ts';
import { suspectSecret } from './suspect-secret.ts';

const MODEL = PROVIDERS.openai.models[0].id;

const { telegram, openai, services, ours, theirs } = useOutside();

let made = 0;
function newKey(): string {
  made += 1;
  const key = `sk-proj-${String(made).padStart(8, 'k')}${'k3Y0'.repeat(8)}`;
  openai.addKey(key);
  return key;
}
function newToken(id: number, letter: string): string {
  const token = `${id}:${letter.repeat(35)}`;
  telegram.addBot({ token, id, username: `clerk_${id}_bot`, name: 'Clerk' });
  return token;
}
let nextId = 8_300_000_000;
/** A bot on Telegram that is seen running, and all that was given to it. */
async function deploy({ key = newKey(), name = 'Counter Clerk', organisation = ours } = {}) {
  nextId += 1;
  const token = newToken(nextId, 'a');
  const given = { telegramToken: token, providerKey: key };
  const rest = { name, channel: 'telegram', providerId: 'openai', modelId: MODEL } as const;
  const { botId } = await makeBot(organisation.owner, { ...rest, ...given });
  const running = { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1 } as const;
  const stages = ['gateway_ready', 'channel_connected'] as const;
  await observeBot(organisation.owner, botId, { ...running, channelConnected: true }, stages);
  return { botId, key, token, telegramBotId: nextId };
}
const eventsOf = (botId: string, action: AuditAction) =>
  services.behind.auditEvent.findMany({ where: { botId, event: action }, orderBy: { sequence: 'asc' } });
const age = (botId: string, days: number) =>
  writeAsSystem(services, ours.organisationId, (tx) =>
    tx.botSecret.updateMany({ where: { botId }, data: { setAt: new Date(Date.now() - days * 86_400_000) } }),
  );
const secretsOf = (botId: string) =>
  services.behind.botSecret.findMany({
    where: { botId },
    select: { kind: true, fingerprint: true, revokedAt: true, rotateReason: true },
  });

type Verb = {
  name: string;
  action: AuditAction;
  run: (ctx: Context, botId: string) => Promise<unknown>;
  after?: object;
};
const verbs: Verb[] = [
  {
    name: 'suspect',
    action: 'bot.secret_suspected',
    run: (ctx, botId) => suspectSecret(ctx, { botId, kind: 'provider_key' }),
    after: { kind: 'provider_key', fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) as string },
  },
  {
    name: 'revoke',
    action: 'bot.secret_revoked',
    run: (ctx, botId) => revokeSecret(ctx, { botId, kind: 'telegram_token' }),
  },
  { name: 'renew', action: 'bot.tokens_renewed', run: (ctx, botId) => renewTokens(ctx, { botId }) },
];

describe.each(verbs)('$name', ({ action, run, after }) => {
  test('works for an admin and is audited, with no secret in it', async () => {
    const { botId, key, token } = await deploy();
    await run(ours.admin, botId);
    const events = await eventsOf(botId, action);
    expect(events).toMatchObject([{ actorName: 'Sam', targetId: botId, ...(after === undefined ? {} : { after }) }]);
    const told = JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    for (const secret of [key, token]) expect(told).not.toContain(secret);
  });

  test('is denied to an operator, and does not find another organisation’s bot', async () => {
    const { botId } = await deploy();
    const before = await secretsOf(botId);
    await expect(run(ours.operator, botId)).rejects.toMatchObject({ code: 'forbidden' });
    for (const id of [botId, crypto.randomUUID(), 'nonsense'])
      await expect(run(theirs.owner, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await secretsOf(botId)).toEqual(before);
    expect(await eventsOf(botId, action)).toEqual([]);
  });
});

describe('a secret that may have leaked', () => {
  test('is due wherever the organisation uses it, and no more so once it was replaced', async () => {
    const key = newKey();
    const [one, two] = [await deploy({ key, name: 'One' }), await deploy({ key, name: 'Two' })];
    const foreign = await deploy({ key, organisation: theirs });
    await suspectSecret(ours.owner, { botId: one.botId, kind: 'provider_key' });
    for (const { botId } of [one, two])
      expect((await getKeys(ours.viewer, { botId })).providerKey?.rotation).toMatchObject({
        state: 'due',
        reason: 'suspected',
      });
    expect((await getKeys(theirs.viewer, foreign)).providerKey?.rotation).toMatchObject({
      state: 'fresh',
      reason: null,
    });
    expect((await listDueSecrets(ours.viewer)).map(({ botName, kind }) => [botName, kind])).toEqual(
      expect.arrayContaining([
        ['One', 'provider_key'],
        ['Two', 'provider_key'],
      ]),
    );
    expect(await getBot(ours.viewer, one)).toMatchObject({ state: 'working', keys: 'due' });
    await replaceProviderKey(ours.admin, { botId: one.botId, key: newKey() });
    expect((await getKeys(ours.viewer, one)).providerKey).toMatchObject({
      setByName: 'Sam',
      sharedWith: [],
      rotation: { state: 'fresh', reason: null },
    });
    await expect(suspectSecret(ours.owner, { botId: one.botId, kind: 'gateway_token' as never })).rejects.toMatchObject(
      {
        code: 'invalid_input',
      },
    );
  });
});

describe('a secret that was stopped', () => {
  test('is stopped for every bot of the organisation that uses it, and for no other’s', async () => {
    const key = newKey();
    const [one, two] = [await deploy({ key, name: 'First' }), await deploy({ key, name: 'Second' })];
    const foreign = await deploy({ key, organisation: theirs });
    expect((await getKeys(ours.viewer, one)).providerKey?.sharedWith).toEqual([
      { botId: two.botId, botName: 'Second' },
    ]);
    const stopped = { bots: [one, two].map(({ botId }, place) => ({ botId, botName: ['First', 'Second'][place] })) };
    expect(await revokeSecret(ours.admin, { botId: one.botId, kind: 'provider_key' })).toEqual(stopped);
    for (const bot of [one, two]) {
      expect(await getBot(ours.viewer, bot)).toMatchObject({
        state: 'needs_you',
        keys: 'stopped',
        failure: { code: 'provider_key_stopped', whatHappened: expect.stringMatching(/^Sam stopped it on /) as string },
      });
      expect(await eventsOf(bot.botId, 'bot.secret_revoked')).toHaveLength(1);
    }
    expect(await getBot(theirs.viewer, foreign)).toMatchObject({ state: 'working' });
    // Pressed again: the same answer, nothing more in the log.
    expect(await revokeSecret(ours.admin, { botId: one.botId, kind: 'provider_key' })).toEqual(stopped);
    expect(await eventsOf(one.botId, 'bot.secret_revoked')).toHaveLength(1);
    expect((await listDueSecrets(ours.viewer)).map(({ botId }) => botId)).not.toContain(one.botId);
  });

  test('is given to no bot again, by no way', async () => {
    const { botId, key, telegramBotId, token } = await deploy({ name: 'Stopped' });
    await revokeSecret(ours.owner, { botId, kind: 'provider_key' });
    await revokeSecret(ours.owner, { botId, kind: 'telegram_token' });
    const refused = (field: string) => ({
      code: 'conflict',
      fields: { [field]: expect.stringContaining('was stopped here') as string },
    });
    await expect(replaceProviderKey(ours.owner, { botId, key })).rejects.toMatchObject(refused('key'));
    await expect(replaceTelegramToken(ours.owner, { botId, token })).rejects.toMatchObject(refused('token'));
    const other = await deploy();
    await expect(replaceProviderKey(ours.owner, { botId: other.botId, key })).rejects.toMatchObject(refused('key'));
    const form = { providerId: 'openai', modelId: MODEL } as const;
    await expect(makeBot(ours.owner, { ...form, providerKey: key })).rejects.toMatchObject(refused('providerKey'));
    await expect(makeBot(ours.operator, { ...form, keyFromBotId: botId })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect((await listReusableKeys(ours.operator)).map((one) => one.botId)).not.toContain(botId);
    expect((await getBot(ours.viewer, { botId })).failure?.action).toBe('replace_provider_key');
    await replaceProviderKey(ours.owner, { botId, key: newKey() });
    expect((await getBot(ours.viewer, { botId })).failure?.action).toBe('replace_telegram_token');
    await replaceTelegramToken(ours.owner, { botId, token: newToken(telegramBotId, 'b') });
    expect(await getBot(ours.viewer, { botId })).toMatchObject({ state: 'working', failure: null, generation: 1 });
  });
});

describe('a replaced Telegram token', () => {
  test('of the same Telegram bot keeps stand-in and generation; of another one neither', async () => {
    const { botId, telegramBotId } = await deploy();
    const standIn = async () =>
      (await services.behind.sandboxToken.findFirstOrThrow({ where: { botId, kind: 'telegram_stand_in' } })).tokenHash;
    const before = await standIn();
    const fresh = newToken(telegramBotId, 'c');
    expect(await replaceTelegramToken(ours.admin, { botId, token: fresh })).toEqual({ restarts: false });
    expect([await standIn(), (await getBot(ours.viewer, { botId })).generation]).toEqual([before, 1]);
    const [event] = await eventsOf(botId, 'bot.telegram_token_replaced');
    const fingerprint = z.object({ fingerprint: z.string().regex(/^[0-9a-f]{8}$/) });
    expect(event?.result).toBe('done');
    expect(fingerprint.parse(event?.before)).not.toEqual(fingerprint.parse(event?.after));
    await expect(replaceTelegramToken(ours.admin, { botId, token: fresh })).rejects.toMatchObject({ code: 'conflict' });
    nextId += 1;
    expect(await replaceTelegramToken(ours.admin, { botId, token: newToken(nextId, 'd') })).toEqual({ restarts: true });
    expect(await standIn()).not.toBe(before);
    expect((await getBot(ours.viewer, { botId })).generation).toBe(2);
  });

  test('starts a bot again that has given up on Telegram, and none that rests', async () => {
    const { botId, telegramBotId } = await deploy();
    const error = { channelConnected: false, channelError: '401: Unauthorized' };
    await observeBot(ours.owner, botId, error);
    expect(await replaceTelegramToken(ours.owner, { botId, token: newToken(telegramBotId, 'e') })).toEqual({
      restarts: true,
    });
    await observeBot(ours.owner, botId, { desiredState: 'stopped' });
    expect(await replaceTelegramToken(ours.owner, { botId, token: newToken(telegramBotId, 'f') })).toEqual({
      restarts: false,
    });
  });

  test('a refused one leaves the old one as it is', async () => {
    const { botId, telegramBotId } = await deploy();
    const before = await secretsOf(botId);
    const unknown = `${telegramBotId}:${'z'.repeat(35)}`;
    await expect(replaceTelegramToken(ours.owner, { botId, token: unknown })).rejects.toMatchObject({
      code: 'outside_refused',
    });
    expect(await secretsOf(botId)).toEqual(before);
  });
});

describe('the policy', () => {
  test('decides what is due; only who secures the organisation sets it', async () => {
    const { botId } = await deploy({ name: 'Old one' });
    await age(botId, 40);
    const rotation = async () => {
      const { telegram: token, innerTokens, policy } = await getKeys(ours.viewer, { botId });
      return [policy, token?.rotation.state, innerTokens.rotation.state];
    };
    expect(await rotation()).toEqual(['days_90', 'fresh', 'fresh']);
    await expect(setRotationPolicy(ours.operator, { policy: 'days_30' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setRotationPolicy(ours.owner, { policy: 'never' as never })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await setRotationPolicy(ours.admin, { policy: 'days_30' });
    await setRotationPolicy(ours.admin, { policy: 'days_30' });
    expect(await rotation()).toEqual(['days_30', 'due', 'due']);
    const due = await listDueSecrets(ours.viewer);
    expect(due.filter((one) => one.botId === botId)).toMatchObject([
      { botName: 'Old one', rotation: { state: 'due', reason: null } },
      { botName: 'Old one' },
    ]);
    const where = { organisationId: ours.organisationId, event: 'organisation.rotation_policy_changed' };
    expect(await services.behind.auditEvent.findMany({ where })).toMatchObject([
      { actorName: 'Sam', before: { policy: 'days_90' }, after: { policy: 'days_30' } },
    ]);
    expect((await getKeys(theirs.viewer, await deploy({ organisation: theirs }))).policy).toBe('days_90');
    await setRotationPolicy(ours.admin, { policy: 'days_90' });
  });

  test('guests see no keys; bots that are being deleted are not due', async () => {
    const { botId } = await deploy();
    await suspectSecret(ours.owner, { botId, kind: 'provider_key' });
    await expect(getKeys(ours.guest, { botId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listDueSecrets(ours.guest)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getKeys(theirs.owner, { botId })).rejects.toMatchObject({ code: 'not_found' });
    await removeBot(ours.owner, { botId, confirmName: 'Counter Clerk' });
    expect((await listDueSecrets(ours.viewer)).map((one) => one.botId)).not.toContain(botId);
  });

  test('names who set a key only while they are a member', async () => {
    const { botId } = await deploy();
    expect((await getKeys(ours.viewer, { botId })).telegram?.setByName).toBe('Mira');
    await writeAsSystem(services, ours.organisationId, (tx) =>
      tx.botSecret.updateMany({ where: { botId }, data: { setById: userIdOf(theirs.owner) } }),
    );
    expect((await getKeys(ours.viewer, { botId })).telegram?.setByName).toBeNull();
  });
});

import { beforeEach, expect, test } from 'vitest';
import { openBotEnvironment } from '../sandbox/open-environment.ts';
import { makeBot } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { applyVariables } from './apply-variables.ts';
import { discardDraft } from './discard-draft.ts';
import { draftVariables } from './draft-variables.ts';
import { getEnvironment } from './get-environment.ts';
import type { VariableChange } from './variables-input.ts';

const { services, ours } = useOrganisations();
const URL = { name: 'SHOP_URL', secret: false, value: 'https://shop.example' };

let botId: string;
beforeEach(async () => {
  ({ botId } = await makeBot(ours.owner));
});
const draft = (changes: VariableChange[]) => draftVariables(ours.admin, { botId, changes });
const ofKib = (name: string, kib: number) => ({ name, secret: false, value: 'bread '.repeat((kib * 1024) / 6) });

test('the limits hold for what would be in force, so that taking away makes room', async () => {
  await draft([ofKib('A', 31), ofKib('B', 31)]);
  await expect(draft([ofKib('C', 3)])).rejects.toMatchObject({ code: 'limit_reached' });
  await applyVariables(ours.admin, { botId, expectedNames: ['A', 'B'] });
  await expect(draft([ofKib('C', 3)])).rejects.toMatchObject({
    message: expect.stringMatching(/64 KiB together; with these they would have 65\. Please shorten/) as unknown,
  });
  await draft([{ name: 'A', secret: false, value: null }, ofKib('C', 30)]);
  await discardDraft(ours.admin, { botId, names: ['A'] });
  await expect(applyVariables(ours.admin, { botId, expectedNames: ['C'] })).rejects.toMatchObject({
    code: 'limit_reached',
  });
  expect(
    (await openBotEnvironment(services, { botId, organisationId: ours.organisationId })).map(({ name }) => name),
  ).toEqual(['A', 'B']);
});

test('a megabyte is refused before anything is sealed, without repeating it', async () => {
  const value = 'secret-bread '.repeat(90_000);
  const sealed = await services.behind.botVariable.count();
  const error: unknown = await draft([{ name: 'BIG', secret: true, value }]).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'invalid_input',
    fields: { 'changes.0.value': expect.stringMatching(/below 32 KiB/) as unknown },
  });
  expect(String(error)).not.toContain('secret-bread');
  expect(await services.behind.botVariable.count()).toBe(sealed);
});

test('every mistake is told at its place, and nothing of the rest is drafted', async () => {
  const telegram = `8123456789:${'AAH-x_9'.repeat(5)}`;
  const changes = [
    URL,
    { name: 'PATH', secret: false, value: '/evil' },
    { name: 'BOT', secret: true, value: telegram },
    { name: 'GITHUB', secret: false, value: `ghp_${'a1B2'.repeat(9)}` },
    { name: 'SHOP_URL', secret: false, value: 'again' },
    { name: 'x\u202ey', secret: false, value: 'a' },
  ];
  const error = (await draft(changes).catch((reason: unknown) => reason)) as { code: string; fields: object };
  expect(error.code).toBe('invalid_input');
  expect(Object.keys(error.fields)).toEqual([
    'changes.1.name',
    'changes.2.value',
    'changes.3.value',
    'changes.4.name',
    'changes.5.name',
  ]);
  expect(error.fields).toMatchObject({
    'changes.2.value': expect.stringMatching(/a Telegram bot token.*tab Keys/) as unknown,
  });
  expect(error.fields).toMatchObject({
    'changes.3.value': expect.stringMatching(/mark the variable as secret/) as unknown,
  });
  expect(JSON.stringify(error.fields)).not.toMatch(/AAH-x_9|a1B2|\u202e/);
  expect((await getEnvironment(ours.admin, { botId })).draft).toEqual([]);
  for (const wrong of [[], [{}], 'SHOP_URL', null])
    await expect(draft(wrong as never)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a hundred of the longest names are drafted and put into force, each told in the audit log', async () => {
  const names = Array.from({ length: 100 }, (_, at) => `${'LONG_NAME_'.repeat(6)}X${String(at).padStart(3, '0')}`);
  await draft(names.map((name) => ({ name, secret: false, value: 'x' })));
  await applyVariables(ours.admin, { botId, expectedNames: names });
  const events = await services.behind.auditEvent.findMany({ where: { botId }, orderBy: { sequence: 'asc' } });
  expect(events.slice(-2)).toMatchObject([
    { event: 'bot.variables_drafted', after: { names: names.join(', ') } },
    { event: 'bot.variables_applied', after: { names: names.join(', ') } },
  ]);
});

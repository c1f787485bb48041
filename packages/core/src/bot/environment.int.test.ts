import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditAction } from '../audit/actions.ts';
import type { Context } from '../context.ts';
import { openBotEnvironment } from '../sandbox/open-environment.ts';
import { openVariable } from '../secrets/bot-variable.ts';
import { makeBot } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { applyVariables } from './apply-variables.ts';
import { configureBot } from './configure-bot.ts';
import { discardDraft } from './discard-draft.ts';
import { draftVariables } from './draft-variables.ts';
import { getConfig } from './get-config.ts';
import { getEnvironment } from './get-environment.ts';
import { stopBot } from './stop-bot.ts';
import type { EnvironmentView } from './views.ts';

const { services, ours, theirs } = useOrganisations();
const URL = { name: 'SHOP_URL', secret: false, value: 'https://shop.example' };
const PASSWORD = { name: 'SHOP_PASSWORD', secret: true, value: 'three-brown-loaves' };
const UNTOLD = /shop\.example|brown-loaves|white-loaves/;

let botId: string;
beforeEach(async () => {
  ({ botId } = await makeBot(ours.owner));
  services.rung.length = 0;
});

const draft = (changes: Parameters<typeof draftVariables>[1]['changes'], ctx: Context = ours.admin) =>
  draftVariables(ctx, { botId, changes });
const apply = (expectedNames: string[], ctx: Context = ours.admin) => applyVariables(ctx, { botId, expectedNames });
const seen = (ctx: Context = ours.admin) => getEnvironment(ctx, { botId });
const inForce = () => openBotEnvironment(services, { botId, organisationId: ours.organisationId });
const eventsOf = (event: AuditAction) =>
  services.behind.auditEvent.findMany({ where: { botId, event }, orderBy: { sequence: 'asc' } });
const told = (views: EnvironmentView['draft'] | EnvironmentView['live']) =>
  views.map(({ name, value, ...rest }) => [name, value, ...('change' in rest ? [rest.change] : [])]);

const verbs: {
  name: string;
  action: AuditAction;
  names: object;
  run: (ctx: Context, id: string) => Promise<unknown>;
}[] = [
  {
    name: 'draftVariables',
    action: 'bot.variables_drafted',
    names: { after: { names: 'SHOP_URL, SHOP_PASSWORD' } },
    run: (ctx, id) => draftVariables(ctx, { botId: id, changes: [URL, PASSWORD] }),
  },
  {
    name: 'discardDraft',
    action: 'bot.variables_discarded',
    names: { before: { names: 'SHOP_PASSWORD, SHOP_URL' } },
    run: (ctx, id) => discardDraft(ctx, { botId: id }),
  },
  {
    name: 'applyVariables',
    action: 'bot.variables_applied',
    names: { after: { names: 'SHOP_PASSWORD, SHOP_URL', set: 'SHOP_PASSWORD, SHOP_URL', removed: '', version: 2 } },
    run: (ctx, id) => applyVariables(ctx, { botId: id, expectedNames: ['SHOP_URL', 'SHOP_PASSWORD'] }),
  },
];

describe.each(verbs)('$name', ({ name, action, names, run }) => {
  beforeEach(async () => {
    if (name !== 'draftVariables') await draft([URL, PASSWORD]);
  });

  test('works for an admin and is in the audit log, by names and never by values', async () => {
    await run(ours.admin, botId);
    const events = await eventsOf(action);
    expect(events).toMatchObject([{ actorName: 'Sam', actorRole: 'admin', targetName: 'Counter Clerk', ...names }]);
    expect(
      JSON.stringify(events[0], (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)),
    ).not.toMatch(UNTOLD);
    expect(services.logLines.join('\n')).not.toMatch(UNTOLD);
  });

  test('is denied to who may not manage secrets, and nothing changes', async () => {
    const before = await seen();
    for (const ctx of [ours.operator, ours.viewer, ours.guest]) {
      await expect(run(ctx, botId)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(run(ctx, 'nonsense')).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await seen()).toEqual(before);
    expect(await eventsOf(action)).toEqual([]);
    expect(services.rung).toEqual([]);
  });

  test("does not find another organisation's bot, nor one that never was", async () => {
    const before = await seen();
    for (const id of [botId, crypto.randomUUID(), 'nonsense', ''])
      await expect(run(theirs.owner, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await seen()).toEqual(before);
    expect(
      await services.behind.auditEvent.count({ where: { organisationId: theirs.organisationId, event: action } }),
    ).toBe(0);
  });
});

describe('what is seen of an environment', () => {
  test('names by whoever may read the settings, plain values by who may set them, secrets by nobody', async () => {
    await draft([URL, PASSWORD]);
    await apply(['SHOP_URL', 'SHOP_PASSWORD']);
    await draft([
      { ...URL, value: 'https://new.shop.example' },
      { ...PASSWORD, value: 'four-white-loaves' },
    ]);
    for (const ctx of [ours.owner, ours.admin]) {
      const view = await seen(ctx);
      expect(told(view.live)).toEqual([
        ['SHOP_PASSWORD', null],
        ['SHOP_URL', 'https://shop.example'],
      ]);
      expect(told(view.draft)).toEqual([
        ['SHOP_PASSWORD', null, 'changed'],
        ['SHOP_URL', 'https://new.shop.example', 'changed'],
      ]);
      expect(view.live[0]).toMatchObject({
        fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
        setByName: 'Sam',
      });
      expect(JSON.stringify(view)).not.toMatch(/brown-loaves|white-loaves/);
    }
    for (const ctx of [ours.operator, ours.viewer]) {
      const view = await seen(ctx);
      expect(told(view.live)).toEqual([
        ['SHOP_PASSWORD', null],
        ['SHOP_URL', null],
      ]);
      expect(JSON.stringify(view)).not.toMatch(UNTOLD);
    }
    await expect(seen(ours.guest)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(seen(theirs.owner)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a value lies sealed, in the draft too, and a row of one bot does not open as that of another', async () => {
    await draft([URL, PASSWORD]);
    const other = await makeBot(ours.owner);
    await draftVariables(ours.owner, { botId: other.botId, changes: [{ ...URL, value: 'https://other.example' }] });
    const rows = await services.behind.botVariable.findMany({ where: { botId } });
    for (const { sealedValue } of rows) expect(Buffer.from(sealedValue ?? []).toString('latin1')).not.toMatch(UNTOLD);
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('two were drafted');
    await expect(openVariable(services, { ...first, sealedValue: second.sealedValue })).rejects.toMatchObject({
      name: 'VaultError',
    });
  });
});

describe('a draft', () => {
  test('touches nothing before it is put into force; then it is what the worker opens', async () => {
    await draft([URL, PASSWORD]);
    expect(await inForce()).toEqual([]);
    expect((await getConfig(ours.admin, { botId })).version).toBe(1);
    expect(services.rung).toEqual([]);

    const form = await getConfig(ours.admin, { botId });
    expect(await apply(['SHOP_PASSWORD', 'SHOP_URL'])).toEqual({ effect: 'restart' });
    expect(await inForce()).toEqual([PASSWORD, URL]);
    expect(await getConfig(ours.admin, { botId })).toEqual({ ...form, version: 2 });
    expect(services.rung).toEqual([botId]);
    expect((await seen()).draft).toEqual([]);

    await draft([
      { ...PASSWORD, value: null },
      { name: 'SIZE', secret: false, value: '' },
    ]);
    expect(told((await seen()).draft)).toEqual([
      ['SHOP_PASSWORD', null, 'removed'],
      ['SIZE', '', 'added'],
    ]);
    await apply(['SHOP_PASSWORD', 'SIZE']);
    expect(await inForce()).toEqual([URL, { name: 'SIZE', secret: false, value: '' }]);
    expect((await eventsOf('bot.variables_applied')).at(-1)).toMatchObject({
      after: { names: 'SHOP_PASSWORD, SIZE', set: 'SIZE', removed: 'SHOP_PASSWORD', version: 3 },
    });
  });

  test('is written over by a later change, and left by what says the same as is in force', async () => {
    await draft([URL]);
    await draft([{ ...URL, value: 'https://two.example' }]);
    expect(told((await seen()).draft)).toEqual([['SHOP_URL', 'https://two.example', 'added']]);
    await draft([{ ...URL, value: null }]);
    expect((await seen()).draft).toEqual([]);

    await draft([URL, PASSWORD]);
    await apply(['SHOP_URL', 'SHOP_PASSWORD']);
    await draft([
      { ...URL, value: 'https://two.example' },
      { ...PASSWORD, value: null },
    ]);
    expect(told((await draft([URL, PASSWORD])).draft)).toEqual([]);
    const before = await eventsOf('bot.variables_drafted');
    await draft([URL, { name: 'NEVER_WAS', secret: false, value: null }]);
    expect(await eventsOf('bot.variables_drafted')).toHaveLength(before.length);
    expect(told((await draft([{ ...URL, secret: true }])).draft)).toEqual([['SHOP_URL', null, 'changed']]);
  });

  test('can be thrown away by parts; throwing away nothing is fine and not told', async () => {
    await draft([URL, PASSWORD]);
    expect(told((await discardDraft(ours.admin, { botId, names: ['SHOP_URL', 'NEVER_WAS'] })).draft)).toEqual([
      ['SHOP_PASSWORD', null, 'added'],
    ]);
    await discardDraft(ours.admin, { botId });
    await discardDraft(ours.admin, { botId });
    expect((await eventsOf('bot.variables_discarded')).map(({ before }) => before)).toEqual([
      { names: 'SHOP_URL' },
      { names: 'SHOP_PASSWORD' },
    ]);
  });

  test('of a paused bot has its effect at the next start', async () => {
    await stopBot(ours.owner, { botId });
    expect(await draft([URL])).toMatchObject({ effect: 'next_start' });
    expect(await apply(['SHOP_URL'])).toEqual({ effect: 'next_start' });
  });
});

describe('two people at once', () => {
  test('a draft that is not the one that was seen is not put into force', async () => {
    await draft([URL]);
    await draft([PASSWORD], ours.owner);
    for (const names of [['SHOP_URL'], ['SHOP_URL', 'SHOP_PASSWORD', 'MORE'], []])
      await expect(apply(names)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/^Somebody else changed this draft.*Load the page again/) as unknown,
      });
    expect(await inForce()).toEqual([]);
    expect(services.rung).toEqual([]);
    await discardDraft(ours.owner, { botId });
    await expect(apply(['SHOP_URL'])).rejects.toMatchObject({ code: 'conflict' });
    await expect(apply([])).rejects.toMatchObject({
      code: 'conflict',
      message: 'There is nothing in the draft to put into force.',
    });
  });

  test('of two who put it into force, or change the form meanwhile, one wins and the other is told', async () => {
    await draft([URL]);
    const { version, ...form } = await getConfig(ours.owner, { botId });
    const results = await Promise.allSettled([
      apply(['SHOP_URL']),
      apply(['SHOP_URL'], ours.owner),
      configureBot(ours.operator, { ...form, botId, expectedVersion: version, about: 'Closed on Sundays.' }),
    ]);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(lost).toHaveLength(2);
    for (const reason of lost) expect(reason).toMatchObject({ code: 'conflict' });
    expect((await getConfig(ours.owner, { botId })).version).toBe(2);
  });

  test('who draft at the same time both have their say, within the limits together', async () => {
    const many = (letter: string) =>
      Array.from({ length: 60 }, (_, at) => ({ name: `${letter}${at}`, secret: false, value: 'x' }));
    const results = await Promise.allSettled([draft(many('A')), draft(many('B'), ours.owner), draft([URL])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'limit_reached',
      fields: {
        changes: expect.stringMatching(/can have 100 variables.*would have 12[01]\. Please take some away/) as unknown,
      },
    });
    expect((await seen()).draft).toHaveLength(61);
  });
});

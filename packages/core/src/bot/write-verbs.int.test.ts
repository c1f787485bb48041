import { describe, expect, test } from 'vitest';
import type { AuditAction } from '../audit/actions.ts';
import type { Context } from '../context.ts';
import { allowPerson } from '../person/allow-person.ts';
import { dismissPerson } from '../person/dismiss-person.ts';
import { listPeople } from '../person/list-people.ts';
import { makeBot, makeWaitingPerson } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { configureBot } from './configure-bot.ts';
import { getBot } from './get-bot.ts';
import { getConfig } from './get-config.ts';
import { removeBot } from './remove-bot.ts';
import { restartBot } from './restart-bot.ts';
import { retryBot } from './retry-bot.ts';
import { startBot } from './start-bot.ts';
import { stopBot } from './stop-bot.ts';

const { services, ours, theirs } = useOrganisations();

type Prepared = { botId: string; requestId: string };
type Verb = {
  name: string;
  action: AuditAction;
  run: (ctx: Context, prepared: Prepared) => Promise<unknown>;
  /** What a reader sees afterwards. */
  seen: (prepared: Prepared) => Promise<unknown>;
  expected: object;
  paused?: true;
};
const view = ({ botId }: Prepared) => getBot(ours.viewer, { botId });
const form = {
  expectedVersion: 1,
  name: 'Counter Clerk 2',
  instructions: 'Be brief.',
  about: 'We open at 8.',
  modelId: 'demo',
};

const verbs: Verb[] = [
  {
    name: 'start',
    action: 'bot.started',
    paused: true,
    run: startBot,
    seen: view,
    expected: { desiredState: 'running', generation: 2, state: 'starting' },
  },
  {
    name: 'stop',
    action: 'bot.stopped',
    run: stopBot,
    seen: view,
    expected: { desiredState: 'stopped', generation: 1, state: 'paused' },
  },
  {
    name: 'restart',
    action: 'bot.restarted',
    run: restartBot,
    seen: view,
    expected: { desiredState: 'running', generation: 2 },
  },
  {
    name: 'retry',
    action: 'bot.retried',
    run: retryBot,
    seen: view,
    expected: { desiredState: 'running', generation: 2 },
  },
  {
    name: 'configure',
    action: 'bot.configured',
    run: (ctx, { botId }) => configureBot(ctx, { botId, ...form }),
    seen: view,
    expected: { name: 'Counter Clerk 2', configVersion: 2, configApplied: false, generation: 1 },
  },
  {
    name: 'remove',
    action: 'bot.deleted',
    run: (ctx, { botId }) => removeBot(ctx, { botId, confirmName: ' Counter Clerk ' }),
    seen: view,
    expected: { desiredState: 'deleted', state: 'deleting' },
  },
  {
    name: 'allow',
    action: 'person.allowed',
    run: allowPerson,
    seen: ({ botId }) => listPeople(ours.viewer, { botId }),
    expected: {
      waiting: [],
      placesUsed: 0,
      placesTotal: 3,
      decided: [{ senderName: 'Ben', state: 'allowed', decidedByName: 'Sam', commandStatus: 'pending' }],
    },
  },
  {
    name: 'dismiss',
    action: 'person.dismissed',
    run: dismissPerson,
    seen: ({ botId }) => listPeople(ours.viewer, { botId }),
    expected: { waiting: [], decided: [{ state: 'dismissed', commandStatus: 'pending' }] },
  },
];

async function prepare(verb: Verb): Promise<Prepared> {
  const { botId } = await makeBot(ours.owner);
  const requestId = await makeWaitingPerson(ours.owner, botId);
  if (verb.paused) await stopBot(ours.owner, { botId });
  return { botId, requestId };
}
const eventsOf = (botId: string, action: AuditAction) =>
  services.behind.auditEvent.findMany({ where: { botId, event: action } });

describe.each(verbs)('$name', (verb) => {
  test('works for an admin, is audited and wakes the worker', async () => {
    const prepared = await prepare(verb);
    services.rung.length = 0;
    await verb.run(ours.admin, prepared);
    expect(await verb.seen(prepared)).toMatchObject(verb.expected);
    expect(services.rung).toEqual([prepared.botId]);
    const events = await eventsOf(prepared.botId, verb.action);
    expect(events).toMatchObject([
      {
        organisationId: ours.organisationId,
        result: 'requested',
        actorType: 'user',
        actorName: 'Sam',
        actorRole: 'admin',
        requestId: ours.admin.correlationId,
      },
    ]);
  });

  test('is denied to a viewer, before anything is read or written', async () => {
    const prepared = await prepare(verb);
    const before = await verb.seen(prepared);
    services.rung.length = 0;
    await expect(verb.run(ours.viewer, prepared)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(verb.run(ours.viewer, { botId: 'nonsense', requestId: 'nonsense' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(withoutTimes(await verb.seen(prepared))).toEqual(withoutTimes(before));
    expect(services.rung).toEqual([]);
    expect(await eventsOf(prepared.botId, verb.action)).toEqual([]);
  });

  test("does not find another organisation's bot, nor one that never was", async () => {
    const prepared = await prepare(verb);
    const before = await verb.seen(prepared);
    const messages = await Promise.all(
      [prepared.botId, crypto.randomUUID(), 'nonsense', ''].map((botId) =>
        verb.run(theirs.owner, { ...prepared, botId }).then(
          () => 'it worked',
          (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
        ),
      ),
    );
    expect(new Set(messages)).toEqual(new Set([expect.stringMatching(/^not_found: /) as unknown as string]));
    expect(withoutTimes(await verb.seen(prepared))).toEqual(withoutTimes(before));
    expect(
      await services.behind.auditEvent.count({
        where: { organisationId: theirs.organisationId, event: verb.action },
      }),
    ).toBe(0);
  });
});

/** Seconds that have passed grow from look to look. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'seconds' ? 0 : part)));
}

describe('orders that make no sense are refused in plain words', () => {
  test('start of a started bot, stop and restart of a paused one', async () => {
    const { botId } = await makeBot(ours.owner);
    await expect(startBot(ours.owner, { botId })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This bot is started already.',
    });
    await stopBot(ours.owner, { botId });
    await expect(stopBot(ours.owner, { botId })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This bot is paused already.',
    });
    await expect(restartBot(ours.owner, { botId })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This bot is paused. Start it instead.',
    });
    expect((await getBot(ours.owner, { botId })).generation).toBe(1);
  });

  test('a name that is not the bot’s deletes nothing', async () => {
    const { botId } = await makeBot(ours.owner);
    await expect(removeBot(ours.owner, { botId, confirmName: 'counter clerk' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { confirmName: expect.any(String) as unknown },
    });
    expect(await getBot(ours.owner, { botId })).toMatchObject({ desiredState: 'running' });
    expect(await eventsOf(botId, 'bot.deleted')).toEqual([]);
  });

  test('a bot that is being deleted takes no more orders, and its tokens are gone at once', async () => {
    const { botId } = await makeBot(ours.owner);
    expect(await services.behind.sandboxToken.count({ where: { botId } })).toBe(1);
    await removeBot(ours.owner, { botId, confirmName: 'Counter Clerk' });
    expect(await services.behind.sandboxToken.count({ where: { botId } })).toBe(0);
    expect(await services.behind.botSecret.count({ where: { botId, kind: 'agent_token' } })).toBe(1);
    for (const order of [startBot, stopBot, restartBot, retryBot]) {
      await expect(order(ours.owner, { botId })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('configure', () => {
  test('of two who change the same version, one wins and the other is told', async () => {
    const { botId } = await makeBot(ours.owner);
    const results = await Promise.allSettled([
      configureBot(ours.owner, { botId, ...form, name: 'One' }),
      configureBot(ours.admin, { botId, ...form, name: 'Two' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Somebody else changed this bot/) as unknown,
    });
    expect((await getConfig(ours.owner, { botId })).version).toBe(2);
  });

  test('tells names in full and texts only by their length; no change makes no version', async () => {
    const { botId } = await makeBot(ours.owner);
    await configureBot(ours.owner, { botId, ...form, instructions: 'The secret of the sourdough' });
    expect(await getConfig(ours.viewer, { botId })).toMatchObject({
      version: 2,
      name: 'Counter Clerk 2',
      instructions: 'The secret of the sourdough',
    });
    const [event] = await eventsOf(botId, 'bot.configured');
    expect(event).toMatchObject({
      before: { name: 'Counter Clerk' },
      after: { name: 'Counter Clerk 2', instructions: '27 characters' },
    });
    expect(JSON.stringify([event?.after, event?.search])).not.toContain('sourdough');
    const again = { botId, ...form, expectedVersion: 2, instructions: 'The secret of the sourdough' };
    await expect(configureBot(ours.owner, again)).resolves.toEqual({ version: 2, effect: 'now' });
    await configureBot(ours.owner, { ...again, name: 'Only a name' });
    expect(await eventsOf(botId, 'bot.renamed')).toMatchObject([
      { before: { name: 'Counter Clerk 2' }, after: { name: 'Only a name' } },
    ]);
    await expect(configureBot(ours.owner, { ...again, expectedVersion: 1.5 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('people', () => {
  test('a decision is made once, and not too late', async () => {
    const { botId } = await makeBot(ours.owner);
    const requestId = await makeWaitingPerson(ours.owner, botId);
    const [one, two] = await Promise.allSettled([
      allowPerson(ours.owner, { botId, requestId }),
      dismissPerson(ours.admin, { botId, requestId }),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await services.behind.sandboxCommand.count({ where: { botId } })).toBe(1);
    const late = await makeWaitingPerson(ours.owner, botId, { expiresAt: new Date(Date.now() - 1_000) });
    await expect(allowPerson(ours.owner, { botId, requestId: late })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('too old') as unknown,
    });
    expect((await listPeople(ours.owner, { botId })).waiting).toEqual([]);
  });

  test('a request of another bot is not found', async () => {
    const [one, two] = await Promise.all([makeBot(ours.owner), makeBot(ours.owner)]);
    const requestId = await makeWaitingPerson(ours.owner, one.botId);
    await expect(allowPerson(ours.owner, { botId: two.botId, requestId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

import { afterEach, expect, test, vi } from 'vitest';
import { restartBot } from '../bot/restart-bot.ts';
import type { Context } from '../context.ts';
import { makeBot, makeOrganisation, userIdOf, writeAsSystem } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { getAuditHead } from './get-audit-head.ts';
import { tailAuditEvents, type AuditTailInput } from './tail-audit-events.ts';
import type { AuditView } from './views.ts';

const services = useTestServices();
let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

/** Events of the tail, one after the other; undefined when it ended. */
function follow(ctx: Context, input: AuditTailInput): () => Promise<AuditView | undefined> {
  const tail = tailAuditEvents(ctx, input, stop.signal);
  const waiting: AuditView[] = [];
  return async () => {
    while (waiting.length === 0) {
      const next = await tail.next();
      if (next.done === true) return undefined;
      waiting.push(...next.value);
    }
    return waiting.shift();
  };
}

test('tells what came after the page was made and what comes then, in order, once', async () => {
  const { owner, viewer } = await makeOrganisation(services);
  const after = await getAuditHead(viewer);
  const { botId } = await makeBot(owner);
  const next = follow(viewer, { after });
  expect((await next())?.action).toBe('bot.deployed');
  expect((await next())?.action).toBe('audit.read');
  await restartBot(owner, { botId });
  await restartBot(owner, { botId });
  const two = [await next(), await next()];
  expect(two.map((event) => event?.action)).toEqual(['bot.restarted', 'bot.restarted']);
  expect(two.map((event) => Number(event?.id) - Number(after))).toEqual([3, 4]);
});

test('tells only what the filter lets through', async () => {
  const { owner } = await makeOrganisation(services);
  const [one, other] = [await makeBot(owner), await makeBot(owner, { name: 'Night FAQ' })];
  const next = follow(owner, { after: await getAuditHead(owner), botId: other.botId, search: 'night' });
  const first = next();
  await restartBot(owner, one);
  await restartBot(owner, other);
  expect((await first)?.target.name).toBe('Night FAQ');
});

test('of a place far back only the last thousand events are told, of one ahead what comes', async () => {
  const { owner, organisationId } = await makeOrganisation(services);
  const ahead = follow(owner, { after: '999999999' })();
  for (let times = 0; times < 6; times += 1)
    await services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
      const row = await tx.auditEvent.findFirstOrThrow({ where: { organisationId } });
      const {
        sequence: _,
        occurredAt: __,
        hash: ___,
        previousHash: ____,
        search: _____,
        before: ______,
        after: _______,
        ...rest
      } = row;
      await tx.auditEvent.createMany({ data: Array.from({ length: 200 }, () => rest) });
    });
  const head = BigInt(await getAuditHead(owner));
  const first = await follow(owner, { after: '0' })();
  expect(BigInt(first?.id ?? 0)).toBeGreaterThanOrEqual(head - 1_000n);
  expect(await ahead).toBeDefined();
});

test('ends for who is removed, and for whose role no longer reads the log', async () => {
  const { viewer, operator, organisationId } = await makeOrganisation(services);
  const ends = Promise.allSettled(
    [viewer, operator].map((ctx) => follow(ctx, { after: '999999999', result: 'failed' })()),
  );
  // Both are let in first: their looking is in the log.
  await vi.waitFor(async () =>
    expect(await services.behind.auditEvent.count({ where: { organisationId, event: 'audit.read' } })).toBe(2),
  );
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.membership.delete({ where: { organisationId_userId: { organisationId, userId: userIdOf(viewer) } } });
    await tx.membership.update({
      where: { organisationId_userId: { organisationId, userId: userIdOf(operator) } },
      data: { role: 'guest' },
    });
  });
  expect(await ends).toMatchObject([{ reason: { code: 'not_found' } }, { reason: { code: 'forbidden' } }]);
});

test('is refused to a guest, and for a place that is none; another organisation’s events never come', async () => {
  const [ours, theirs] = [await makeOrganisation(services), await makeOrganisation(services, 'Night Cafe')];
  await expect(follow(ours.guest, { after: '1' })()).rejects.toMatchObject({ code: 'forbidden' });
  for (const after of ['', 'x', '-1', '1 or 1=1', '9'.repeat(19)])
    await expect(follow(ours.owner, { after })()).rejects.toMatchObject({ code: 'invalid_input' });
  const next = follow(ours.owner, { after: await getAuditHead(ours.owner) });
  expect((await next())?.action).toBe('audit.read');
  const waiting = next();
  await makeBot(theirs.owner);
  await makeBot(ours.owner, { name: 'Ours' });
  expect((await waiting)?.target.name).toBe('Ours');
});

test('ends when the reader goes', async () => {
  const { owner } = await makeOrganisation(services);
  const next = follow(owner, { after: await getAuditHead(owner), result: 'failed' })();
  setTimeout(() => stop.abort(), 50);
  expect(await next).toBeUndefined();
});

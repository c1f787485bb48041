import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { mutate } from '../mutate.ts';
import { systemContext } from '../system-context.ts';
import { appendEvent, tamper } from '../testing/index.ts';
import { useTableOwner } from '../testing/use-table-owner.ts';
import { useTestServices } from '../testing/use-test-services.ts';

const services = useTestServices();
const owner = useTableOwner(services);

const eventsOf = (organisationId: string) =>
  services.behind.auditEvent.findMany({ where: { organisationId }, orderBy: { sequence: 'asc' } });
/** As if the newest event had happened then. */
const lastHappened = (organisationId: string, at: Date) =>
  tamper(owner, () =>
    owner.query('update "AuditChain" set "occurredAt" = $2 where "organisationId" = $1', [organisationId, at]),
  );

test('an event that was clocked before the one that it follows gets its time', async () => {
  const id = randomUUID();
  await appendEvent(services, id, randomUUID());
  const [first] = await eventsOf(id);
  // Later than any clock of this test, and in the same month.
  const later = new Date(first?.occurredAt ?? 0);
  later.setUTCMilliseconds(later.getUTCMilliseconds() + 1);
  const monthEnd = Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1) - 1;
  const at = new Date(Math.min(later.getTime() + 60_000, monthEnd));
  await lastHappened(id, at);
  await appendEvent(services, id, randomUUID());
  expect((await eventsOf(id))[1]?.occurredAt).toEqual(at);
});

test('a hundred writers at once leave neither a gap nor a time that goes back', async () => {
  const id = randomUUID();
  await Promise.all(Array.from({ length: 100 }, () => appendEvent(services, id, randomUUID())));
  const events = await eventsOf(id);
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  const times = events.map(({ occurredAt }) => occurredAt.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('an event whose month ended while it waited runs again, and not for ever', async () => {
  const id = randomUUID();
  await appendEvent(services, id, randomUUID());
  const now = new Date();
  await lastHappened(id, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)));
  let runs = 0;
  const late = mutate({
    ctx: systemContext(services, id, randomUUID()),
    permission: 'system',
    run: () => Promise.resolve((runs += 1)),
    audit: () => ({ action: 'bot.observed', target: { type: 'bot', id: null, name: null } }),
  });
  await expect(late).rejects.toThrow(/write conflict|month ended/);
  expect(runs).toBe(4);
  await lastHappened(id, now);
  await appendEvent(services, id, randomUUID());
  expect(await eventsOf(id)).toHaveLength(2);
});

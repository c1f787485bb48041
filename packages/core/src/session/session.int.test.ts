import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { openLetter } from '../mail/seal-letter.ts';
import { makePerson } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { endAllSessions, endSession } from './end-session.ts';
import { IDLE_MS, LIFE_MS, TOUCH_MS } from './limits.ts';
import { listSessions } from './list-sessions.ts';
import { openSession } from './open-session.ts';
import { resumeSession } from './resume-session.ts';

const services = useTestServices();
afterEach(() => void vi.useRealTimers());

/** Somebody signed in in two browsers. */
async function makeSignedIn() {
  const { signedIn, ...person } = await makePerson(services);
  const [here, there] = [await signedIn(), await signedIn()];
  return { ...person, here, there, self: { ...person, sessionId: here.session.id } };
}
const lives = async (sessionId: string) => (await resumeSession({ services }, { sessionId, touch: false })) !== null;
const eventsOf = (organisationId: string, event: string, actorId: string) =>
  services.behind.auditEvent.findMany({ where: { organisationId, event, actorId } });

test('signing in again ends the session that this browser had, and no other', async () => {
  const { here, there, userId: id, email, name } = await makeSignedIn();
  const { sessionId } = await openSession(here, { id, email, name }, { method: 'password', secondFactor: false });
  expect([await lives(here.session.id), await lives(there.session.id), await lives(sessionId)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('signing out ends this session at once and no other, and both logs tell it', async () => {
  const { here, there, self, organisationId, userId } = await makeSignedIn();
  await endSession(here, self, { sessionId: here.session.id });
  expect([await lives(here.session.id), await lives(there.session.id)]).toEqual([false, true]);
  for (const log of [PLATFORM_ORGANISATION, organisationId])
    expect(await eventsOf(log, 'account.signed_out', userId)).toMatchObject([{ targetId: here.session.id }]);
  await expect(endSession(here, self, { sessionId: here.session.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('another browser can be signed out; the list says which is which', async () => {
  const { here, there, self, organisationId, userId } = await makeSignedIn();
  expect(await listSessions(here, self)).toHaveLength(2);
  await endSession(here, self, { sessionId: there.session.id });
  expect(await lives(there.session.id)).toBe(false);
  expect(await listSessions(here, self)).toMatchObject([{ id: here.session.id, current: true, method: 'password' }]);
  expect(await eventsOf(organisationId, 'account.session_ended', userId)).toHaveLength(1);
});

test("somebody else's session is not found, and lives on", async () => {
  const [ours, theirs] = [await makeSignedIn(), await makeSignedIn()];
  for (const sessionId of [theirs.here.session.id, randomUUID(), 'nonsense'])
    await expect(endSession(ours.here, ours.self, { sessionId })).rejects.toMatchObject({ code: 'not_found' });
  await endAllSessions(ours.here, ours.self, { keepThis: false });
  expect(await lives(theirs.here.session.id)).toBe(true);
  expect((await listSessions(ours.here, theirs.self)).map(({ id }) => id)).not.toContain(ours.here.session.id);
});

test('signing out everywhere ends all or all others, and a letter tells the person', async () => {
  const { here, there, self, email, organisationId, userId } = await makeSignedIn();
  expect(await endAllSessions(here, self, { keepThis: true })).toEqual({ ended: 1 });
  expect([await lives(here.session.id), await lives(there.session.id)]).toEqual([true, false]);
  expect(await endAllSessions(here, self, { keepThis: false })).toEqual({ ended: 1 });
  expect(await lives(here.session.id)).toBe(false);
  expect(await eventsOf(organisationId, 'account.signed_out_everywhere', userId)).toHaveLength(2);
  const [row] = await services.behind.mail.findMany({ where: { recipient: email } });
  if (row === undefined) throw new Error('no letter');
  expect((await openLetter(services, row))?.subject).toBe('You were signed out everywhere');
});

test('ends 30 minutes after the last use, and after 24 hours however it is used', async () => {
  const { here } = await makeSignedIn();
  const { id: sessionId } = here.session;
  const row = () => services.behind.session.findUniqueOrThrow({ where: { id: sessionId } });
  const { lastSeenAt, expiresAt, createdAt } = await row();
  expect(expiresAt.getTime() - createdAt.getTime()).toBe(LIFE_MS);
  const at = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: lastSeenAt.getTime() + ms });
  at(IDLE_MS - 1_000);
  expect(await lives(sessionId)).toBe(true);
  expect((await row()).lastSeenAt).toEqual(lastSeenAt);
  at(TOUCH_MS + 1_000);
  await resumeSession({ services }, { sessionId, touch: true });
  expect((await row()).lastSeenAt.getTime()).toBeGreaterThan(lastSeenAt.getTime());
  at(IDLE_MS + 60_000);
  expect(await lives(sessionId)).toBe(false);
});

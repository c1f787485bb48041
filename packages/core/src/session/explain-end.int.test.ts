import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { makePerson, writeAsSystem } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { endSession } from './end-session.ts';
import { explainEnd } from './explain-end.ts';
import { IDLE_MS } from './limits.ts';
import { resumeSession } from './resume-session.ts';

const services = useTestServices();
afterEach(() => void vi.useRealTimers());

async function makeSession() {
  const { userId, signedIn } = await makePerson(services);
  const request = await signedIn();
  return { userId, request, sessionId: request.session.id };
}
/** Reads as if this time had passed; the rows keep theirs. */
const after = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

test('a living session has not ended, and says when it will', async () => {
  const { sessionId } = await makeSession();
  expect(await explainEnd({ services }, { sessionId })).toBeNull();
  const row = await services.behind.session.findUniqueOrThrow({ where: { id: sessionId } });
  const living = await resumeSession({ services }, { sessionId, touch: false });
  expect(living?.endsAt.getTime()).toBe(row.lastSeenAt.getTime() + IDLE_MS);
});

test('tells apart unused, too old, and signed out', async () => {
  const [idle, old, out] = [await makeSession(), await makeSession(), await makeSession()];
  await endSession(
    out.request,
    { userId: out.userId, name: 'Mira', sessionId: out.sessionId },
    { sessionId: out.sessionId },
  );
  expect(await explainEnd({ services }, out)).toBe('ended');
  after(IDLE_MS + 1_000);
  expect(await resumeSession({ services }, { sessionId: idle.sessionId, touch: false })).toBeNull();
  expect(await explainEnd({ services }, idle)).toBe('idle');
  vi.useRealTimers();
  const expiresAt = new Date(Date.now() - 1_000);
  await writeAsSystem(services, PLATFORM_ORGANISATION, async (tx) => {
    await tx.session.update({ where: { id: old.sessionId }, data: { expiresAt } });
  });
  expect(await explainEnd({ services }, old)).toBe('expired');
});

test('says nothing about a session that never was', async () => {
  for (const sessionId of [randomUUID(), 'no session'])
    expect(await explainEnd({ services }, { sessionId })).toBeNull();
});

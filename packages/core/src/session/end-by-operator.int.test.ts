import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { expect, test } from 'vitest';
import { makeOrganisation, makeRequest, makeUser } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { endEverySession, endSessionsOf } from './end-by-operator.ts';
import { openSession } from './open-session.ts';
import { resumeSession } from './resume-session.ts';

const services = useTestServices();

async function signedIn() {
  const { organisationId } = await makeOrganisation(services);
  const { userId: id, email, name } = await makeUser(services, { organisationId, role: 'viewer' });
  const proof = { method: 'password', secondFactor: false } as const;
  const { sessionId } = await openSession(makeRequest(services), { id, email, name }, proof);
  return {
    organisationId,
    email,
    lives: async () => (await resumeSession({ services }, { sessionId, touch: false })) !== null,
  };
}
const told = async (organisationId: string) =>
  (
    await services.behind.auditEvent.findMany({ where: { organisationId, event: 'account.signed_out_everywhere' } })
  ).map(({ targetName, after }) => ({ targetName, after }));

test('the operator signs one account out, then everybody; the logs tell it', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const request = makeRequest(services);
  expect(await endSessionsOf(request, ` ${one.email.toUpperCase()} `)).toEqual({ ended: 1 });
  expect([await one.lives(), await two.lives()]).toEqual([false, true]);
  expect(await told(one.organisationId)).toEqual([{ targetName: 'Sam', after: { sessions: 1 } }]);
  await expect(endSessionsOf(request, 'nobody@example.com')).rejects.toMatchObject({ code: 'not_found' });
  expect(await endEverySession(request)).toEqual({ ended: 1 });
  expect(await two.lives()).toBe(false);
  expect(await told(PLATFORM_ORGANISATION)).toContainEqual({ targetName: 'everybody', after: { sessions: 1 } });
});

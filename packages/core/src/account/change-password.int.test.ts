import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makePerson, TEST_PASSWORD, writeAsSystem } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { changePassword } from './change-password.ts';
import { signIn } from './sign-in.ts';

const services = useTestServices();

const newPassword = 'another horse, another battery';
const livingOf = async (userId: string) =>
  (await services.behind.session.findMany({ where: { userId, endedAt: null } })).map(({ id }) => id);

test('sets the new one, forgets the old one, and ends every other session', async () => {
  const { userId, email, from, signedIn } = await makePerson(services);
  const [here, there] = [await signedIn(), await signedIn()];
  expect(await changePassword(here, { userId, proof: { password: TEST_PASSWORD }, newPassword })).toEqual({ ended: 1 });
  expect(await livingOf(userId)).toEqual([here.session.id]);
  expect(there.session.id).not.toBe(here.session.id);
  expect(await signIn(from(), { email, password: TEST_PASSWORD })).toBeNull();
  expect(await signIn(from(), { email, password: newPassword })).toMatchObject({ userId });
});

test('refuses without the old one, however it is left out, and counts it as a failed sign-in', async () => {
  const { userId, email, from, signedIn } = await makePerson(services);
  const request = await signedIn();
  const wrong = [{}, { password: '' }, { password: 'not the old one' }, { code: '123456' }];
  for (const proof of wrong)
    await expect(changePassword(request, { userId, proof, newPassword })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { password: expect.any(String) as unknown },
    });
  const told = await services.behind.auditEvent.count({
    where: { organisationId: PLATFORM_ORGANISATION, event: 'account.sign_in_failed', targetId: userId },
  });
  expect(told).toBe(1);
  expect(await signIn(from(), { email, password: TEST_PASSWORD })).toMatchObject({ userId });
});

test('refuses one that is short, long, or the same', async () => {
  const { userId, signedIn } = await makePerson(services);
  const request = await signedIn();
  for (const bad of ['short', 'x'.repeat(129), TEST_PASSWORD])
    await expect(
      changePassword(request, { userId, proof: { password: TEST_PASSWORD }, newPassword: bad }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { newPassword: expect.any(String) as unknown } });
});

test('gives a first one to somebody who signed in elsewhere until now', async () => {
  const { userId, email, from, signedIn } = await makePerson(services);
  await writeAsSystem(services, PLATFORM_ORGANISATION, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash: null } });
  });
  await changePassword(await signedIn(), { userId, proof: {}, newPassword });
  expect(await signIn(from(), { email, password: newPassword })).toMatchObject({ userId });
});

test('is told in both logs, without a word of either password; nobody’s id is not found', async () => {
  const { userId, organisationId, signedIn } = await makePerson(services);
  const request = await signedIn();
  await changePassword(request, { userId, proof: { password: TEST_PASSWORD }, newPassword });
  for (const place of [organisationId, PLATFORM_ORGANISATION]) {
    const [event] = await services.behind.auditEvent.findMany({
      where: { organisationId: place, event: 'account.password_changed', targetId: userId },
    });
    expect(event).toMatchObject({ actorId: userId, after: { password: true, sessions_ended: 0 } });
    const words = JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
    expect(words).not.toContain('battery');
  }
  await expect(
    changePassword(request, { userId: randomUUID(), proof: { password: TEST_PASSWORD }, newPassword }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

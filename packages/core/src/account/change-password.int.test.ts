import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLATFORM_ORGANISATION } from '../platform.ts';
import type { RequestContext } from '../request-context.ts';
import {
  createTestServices,
  makeRequest,
  makeSignedInRequest,
  TEST_PASSWORD,
  writeAsSystem,
  type TestServices,
} from '../testing/index.ts';
import { changePassword } from './change-password.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

let services: TestServices;
beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.close());

let number = 0;
const newPassword = 'another horse, another battery';
async function makePerson() {
  number += 1;
  const ip = `203.0.113.${number}`;
  const email = `changer${number}@example.com`;
  const from = (): RequestContext => ({ ...makeRequest(services), ip });
  const account = { email, password: TEST_PASSWORD, name: 'Mira' };
  const { userId, organisationId } = await signUp(from(), { ...account, organisationName: 'Bakery' });
  const signedIn = async () => ({ ...(await makeSignedInRequest(services, { userId, email, name: 'Mira' })), ip });
  return { userId, organisationId, email, from, signedIn };
}
const livingOf = async (userId: string) =>
  (await services.behind.session.findMany({ where: { userId, endedAt: null } })).map(({ id }) => id);

test('sets the new one, forgets the old one, and ends every other session', async () => {
  const { userId, email, from, signedIn } = await makePerson();
  const [here, there] = [await signedIn(), await signedIn()];
  expect(await changePassword(here, { userId, proof: { password: TEST_PASSWORD }, newPassword })).toEqual({ ended: 1 });
  expect(await livingOf(userId)).toEqual([here.session.id]);
  expect(there.session.id).not.toBe(here.session.id);
  expect(await signIn(from(), { email, password: TEST_PASSWORD })).toBeNull();
  expect(await signIn(from(), { email, password: newPassword })).toMatchObject({ userId });
});

test('refuses without the old one, however it is left out, and counts it as a failed sign-in', async () => {
  const { userId, email, from, signedIn } = await makePerson();
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
  const { userId, signedIn } = await makePerson();
  const request = await signedIn();
  for (const bad of ['short', 'x'.repeat(129), TEST_PASSWORD])
    await expect(
      changePassword(request, { userId, proof: { password: TEST_PASSWORD }, newPassword: bad }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { newPassword: expect.any(String) as unknown } });
});

test('gives a first one to somebody who signed in elsewhere until now', async () => {
  const { userId, email, from, signedIn } = await makePerson();
  await writeAsSystem(services, PLATFORM_ORGANISATION, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash: null } });
  });
  await changePassword(await signedIn(), { userId, proof: {}, newPassword });
  expect(await signIn(from(), { email, password: newPassword })).toMatchObject({ userId });
});

test('is told in both logs, without a word of either password; nobody’s id is not found', async () => {
  const { userId, organisationId, signedIn } = await makePerson();
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

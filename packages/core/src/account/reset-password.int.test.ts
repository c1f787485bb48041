import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { expect, test } from 'vitest';
import { readMailbox } from '../mail/read-mailbox.ts';
import { resumeSession } from '../session/resume-session.ts';
import { makePerson, makeRequest, TEST_PASSWORD } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';

const services = useTestServices();

const dashboardUrl = 'https://bots.example.com';
const newPassword = 'seven quiet lighthouse keepers';
let addresses = 0;
const from = () => ({ ...makeRequest(services), ip: `203.0.113.${(addresses += 1)}` });
async function ticketFor(email: string): Promise<string> {
  await requestPasswordReset(from(), { email, dashboardUrl });
  const letters = (await readMailbox(services)).filter(({ recipient }) => recipient === email);
  const link = /https:\/\/bots\.example\.com\/reset#(\S+)/.exec(letters[0]?.text ?? '');
  return link?.[1] ?? 'no link';
}
const events = (event: string, name: string | null = 'Mira') =>
  services.behind.auditEvent.findMany({ where: { event, targetName: name }, orderBy: { sequence: 'asc' } });

test('a letter’s link sets a new password, once, and ends all sessions', async () => {
  const { email, organisationId } = await makePerson(services);
  const session = await signIn(from(), { email, password: TEST_PASSWORD });
  if (session === null || typeof session === 'string') throw new Error('not signed in');
  const ticket = await ticketFor(email);
  await resetPassword(from(), { ticket, newPassword });
  expect(await resumeSession({ services }, { sessionId: session.sessionId, touch: false })).toBeNull();
  expect(await signIn(from(), { email, password: TEST_PASSWORD })).toBeNull();
  expect(await signIn(from(), { email, password: newPassword })).toMatchObject({ email });
  await expect(resetPassword(from(), { ticket, newPassword: 'another few unlikely words' })).rejects.toMatchObject({
    code: 'conflict',
  });
  for (const organisation of [organisationId, PLATFORM_ORGANISATION])
    expect(
      (await events('account.password_reset')).filter((event) => event.organisationId === organisation),
    ).toMatchObject([{ after: { sessions: 1 } }]);
  expect(
    JSON.stringify(await services.behind.auditEvent.findMany({}), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  ).not.toContain(ticket);
});

test('says nothing of whether an account exists, and locks who asks too often', async () => {
  const asking = from();
  for (let i = 0; i < 5; i += 1) await requestPasswordReset(asking, { email: `nobody-${i}@example.com`, dashboardUrl });
  await expect(requestPasswordReset(asking, { email: 'nobody@example.com', dashboardUrl })).rejects.toMatchObject({
    code: 'too_many_requests',
  });
  expect((await readMailbox(services)).filter(({ recipient }) => recipient.startsWith('nobody'))).toEqual([]);
  expect(await events('account.password_reset_asked', null)).toHaveLength(5);
});

test('two at once with one link: one wins', async () => {
  const { email } = await makePerson(services);
  const ticket = await ticketFor(email);
  const tries = await Promise.allSettled([
    resetPassword(from(), { ticket, newPassword }),
    resetPassword(from(), { ticket, newPassword: 'eight noisy lighthouse keepers' }),
  ]);
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('refuses what is forged, somebody else’s, empty or a bad password', async () => {
  const [one, two] = [await makePerson(services), await makePerson(services)];
  const ticket = await ticketFor(one.email);
  const [body = '', mac = ''] = ticket.split('.');
  const other = Buffer.from(JSON.stringify({ userId: two.userId, exp: Date.now() + 60_000 })).toString('base64url');
  for (const bad of [
    '',
    '.',
    'x',
    `${other}.${mac}`,
    `${body}.`,
    `${ticket}.x`,
    `${ticket}x`,
    'x'.repeat(100_000),
    Buffer.from('{"').toString('base64url'),
  ])
    await expect(resetPassword(from(), { ticket: bad, newPassword }), bad.slice(0, 20)).rejects.toMatchObject({
      code: 'conflict',
    });
  for (const weak of ['short', 'password1234', one.email])
    await expect(resetPassword(from(), { ticket, newPassword: weak })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { newPassword: expect.any(String) as unknown },
    });
  await expect(requestPasswordReset(from(), { email: 'no address', dashboardUrl })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(await signIn(from(), { email: one.email, password: TEST_PASSWORD })).toMatchObject({ email: one.email });
});

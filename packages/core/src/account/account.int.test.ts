import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { expect, test, vi } from 'vitest';
import { makeOrganisation, makeRequest, makeUser, TEST_PASSWORD, userIdOf } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { getOrganisation } from '../organisation/get-organisation.ts';
import { listOrganisations } from './list-organisations.ts';
import { openContext } from './open-context.ts';
import { signIn } from './sign-in.ts';
import { signUp, type SignUpInput } from './sign-up.ts';

const services = useTestServices();

let number = 0;
function form(changes: Partial<SignUpInput> = {}): SignUpInput {
  number += 1;
  return {
    email: `mira${number}@example.com`,
    password: TEST_PASSWORD,
    name: 'Mira',
    organisationName: `Bakery ${number}`,
    ...changes,
  };
}

test('signs up: account, organisation, owner, data key and audit events; then signs in', async () => {
  const request = makeRequest(services);
  const input = form({ email: '  Mira.First@Example.COM ' });
  const { userId, organisationId, organisationSlug } = await signUp(request, input);
  const credentials = { email: 'mira.first@example.com', password: input.password };
  expect(await signIn(request, credentials)).toEqual({
    sessionId: expect.any(String) as unknown,
    userId,
    email: credentials.email,
    name: 'Mira',
  });
  expect(await listOrganisations(request, userId)).toEqual([
    { id: organisationId, slug: organisationSlug, name: input.organisationName, role: 'owner' },
  ]);
  const ctx = await openContext(request, { userId, organisationSlug });
  expect(await getOrganisation(ctx)).toMatchObject({ id: organisationId, slug: organisationSlug, role: 'owner' });
  const { behind } = services;
  expect(await behind.dataKey.findMany({ where: { organisationId } })).toMatchObject([
    { version: 1, status: 'primary' },
  ]);
  const events = await behind.auditEvent.findMany({ where: { organisationId }, orderBy: { sequence: 'asc' } });
  expect(events.map(({ event }) => event)).toEqual(['account.signed_up', 'organisation.created', 'account.signed_in']);
  expect(events[0]).toMatchObject({ actorType: 'user', actorId: userId, ip: '192.0.2.1' });
  const platform = { organisationId: PLATFORM_ORGANISATION, actorId: userId };
  expect(await behind.auditEvent.count({ where: platform })).toBe(3);
  const user = await behind.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('an address signs up once, also when two forms come at once; nothing is left of the second', async () => {
  const [one, two] = [form({ email: 'twice@example.com' }), form({ email: 'TWICE@example.com' })];
  const results = await Promise.allSettled([signUp(makeRequest(services), one), signUp(makeRequest(services), two)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
    code: 'conflict',
    fields: { email: expect.stringContaining('Sign in instead') as unknown },
  });
  const names = [one.organisationName, two.organisationName];
  expect(await services.behind.organisation.count({ where: { name: { in: names } } })).toBe(1);
});

test('organisations of one name get addresses of their own', async () => {
  const slugs = [];
  for (let i = 0; i < 3; i += 1)
    slugs.push((await signUp(makeRequest(services), form({ organisationName: 'Same Name' }))).organisationSlug);
  expect(slugs[0]).toBe('same-name');
  expect(new Set(slugs).size).toBe(3);
  for (const slug of slugs) expect(slug).toMatch(/^same-name(-[a-z2-9]{5})?$/);
});

test.each([
  ['email', { email: 'mira' }, /should look like/],
  ['email', { email: `${'x'.repeat(250)}@example.com` }, /too long/],
  ['password', { password: 'elevenchars' }, /at least 12 characters/],
  ['password', { password: 'x'.repeat(129) }, /at most 128 characters/],
  ['name', { name: ' ' }, /enter a name/],
  ['organisationName', { organisationName: 'x'.repeat(10_000) }, /at most 60 characters; this one has 10,000/],
])('says at the field %s what is wrong', async (field, changes, message) => {
  await expect(signUp(makeRequest(services), form(changes))).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { [field]: expect.stringMatching(message) as unknown },
  });
});

const from = (last: number) => ({ ...makeRequest(services), ip: `203.0.113.${last}` });
const wrong = 'wrong wrong wrong';

test('wrong password and unknown account look alike, and after five the right one waits too', async () => {
  const input = form();
  const { userId, organisationId } = await signUp(makeRequest(services), input);
  for (const [place, email] of [input.email, 'nobody@example.com'].entries()) {
    for (let i = 0; i < 5; i += 1) expect(await signIn(from(10 * place + i), { email, password: wrong })).toBeNull();
    await expect(signIn(from(99), { email, password: input.password })).rejects.toMatchObject({
      code: 'too_many_requests',
      message: expect.stringContaining('wait 10 minutes') as unknown,
    });
  }
  const failed = { event: 'account.sign_in_failed', result: 'refused' as const, level: 'warn' as const };
  const { behind } = services;
  expect(await behind.auditEvent.count({ where: { ...failed, organisationId, targetId: userId } })).toBe(5);
  expect(
    await behind.auditEvent.count({ where: { ...failed, organisationId: PLATFORM_ORGANISATION, targetId: null } }),
  ).toBe(5);
  const throttles = JSON.stringify(await behind.signInThrottle.findMany());
  expect(throttles).not.toContain(input.email);
});

test('an address that guesses at many accounts waits; another address does not', async () => {
  const input = form();
  await signUp(makeRequest(services), input);
  for (let i = 0; i < 5; i += 1) await signIn(from(200), { email: `guess${i}@example.com`, password: wrong });
  await expect(signIn(from(200), input)).rejects.toMatchObject({ code: 'too_many_requests' });
  expect(await signIn(from(201), input)).toMatchObject({ email: input.email });
});

test('a crowd of guesses sent at once gets no further than five in a row', async () => {
  const input = form();
  const { userId } = await signUp(makeRequest(services), input);
  const guesses = Array.from({ length: 12 }, (_one, place) =>
    signIn(from(150 + place), { email: input.email, password: wrong }).catch(({ code }: { code: string }) => code),
  );
  expect((await Promise.all(guesses)).filter((answer) => answer === null)).toHaveLength(5);
  const failed = { organisationId: PLATFORM_ORGANISATION, event: 'account.sign_in_failed', targetId: userId };
  expect(await services.behind.auditEvent.count({ where: failed })).toBe(5);
});

test('a lock ends, the next one is twice as long, and a right password forgets the failures', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const input = form();
    await signUp(makeRequest(services), input);
    let last = 100;
    const fail = async (times: number) => {
      for (let i = 0; i < times; i += 1) await signIn(from((last += 1)), { email: input.email, password: wrong });
    };
    const waitMinutes = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
    await fail(5);
    waitMinutes(9);
    await expect(signIn(from(250), input)).rejects.toMatchObject({ code: 'too_many_requests' });
    waitMinutes(2);
    await fail(5);
    waitMinutes(11);
    await expect(signIn(from(250), input)).rejects.toMatchObject({ code: 'too_many_requests' });
    waitMinutes(10);
    await fail(4);
    expect(await signIn(from(250), input)).toMatchObject({ email: input.email });
    await fail(4);
    expect(await signIn(from(250), input)).toMatchObject({ email: input.email });
  } finally {
    vi.useRealTimers();
  }
});

test('a damaged hash signs nobody in, and is not taken for a wrong password', async () => {
  const { organisationId } = await makeOrganisation(services);
  const { email } = await makeUser(services, { organisationId, role: 'admin' });
  await expect(signIn(makeRequest(services), { email, password: '-' })).rejects.toThrow(/Decoding failed/);
});

test("another organisation's address opens nothing", async () => {
  const [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services)]);
  const userId = userIdOf(ours.owner);
  const refusals = await Promise.all(
    [theirs.slug, 'never-was', ''].map((organisationSlug) =>
      openContext(makeRequest(services), { userId, organisationSlug }).catch((error: unknown) => String(error)),
    ),
  );
  expect(new Set(refusals).size).toBe(1);
  await expect(
    openContext(makeRequest(services), { userId: 'nonsense', organisationSlug: ours.slug }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

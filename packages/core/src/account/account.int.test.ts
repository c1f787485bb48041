import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createTestServices,
  makeOrganisation,
  makeRequest,
  makeUser,
  TEST_PASSWORD,
  type TestServices,
} from '../testing/index.ts';
import { getOrganisation } from '../organisation/get-organisation.ts';
import { listOrganisations } from './list-organisations.ts';
import { openContext } from './open-context.ts';
import { signUp, type SignUpInput } from './sign-up.ts';
import { verifyPassword } from './verify-password.ts';

let services: TestServices;
beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.close());

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
  expect(await verifyPassword(request, credentials)).toEqual({ userId, email: credentials.email, name: 'Mira' });
  expect(await listOrganisations(request, userId)).toEqual([
    { id: organisationId, slug: organisationSlug, name: input.organisationName, role: 'owner' },
  ]);
  const ctx = await openContext(request, { userId, organisationSlug });
  expect(await getOrganisation(ctx)).toMatchObject({ id: organisationId, slug: organisationSlug, role: 'owner' });
  const { read } = services.database;
  expect(await read.dataKey.findMany({ where: { organisationId } })).toMatchObject([{ version: 1, status: 'primary' }]);
  const events = await read.auditEvent.findMany({ where: { organisationId } });
  expect(events.map(({ action }) => action).sort()).toEqual(['account.signed_up', 'organisation.created']);
  expect(events[0]).toMatchObject({ actorType: 'user', actorId: userId, ip: '192.0.2.1' });
  const user = await read.user.findUniqueOrThrow({ where: { id: userId } });
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

test('wrong password and unknown account look alike, and the sixth try waits', async () => {
  const input = form();
  await signUp(makeRequest(services), input);
  const request = { ...makeRequest(services), ip: '192.0.2.77' };
  for (let i = 0; i < 5; i += 1) {
    expect(await verifyPassword(request, { email: input.email, password: 'wrong wrong wrong' })).toBeNull();
    expect(await verifyPassword(request, { email: 'nobody@example.com', password: 'wrong wrong wrong' })).toBeNull();
  }
  for (const email of [input.email, 'nobody@example.com']) {
    await expect(verifyPassword(request, { email, password: input.password })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  }
});

test('a damaged hash signs nobody in, and is not taken for a wrong password', async () => {
  const { organisationId } = await makeOrganisation(services);
  const { email } = await makeUser(services, { organisationId, role: 'admin' });
  await expect(verifyPassword(makeRequest(services), { email, password: '-' })).rejects.toThrow(/Decoding failed/);
});

test("another organisation's address opens nothing", async () => {
  const [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services)]);
  const userId = ours.owner.actor.type === 'user' ? ours.owner.actor.userId : '';
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

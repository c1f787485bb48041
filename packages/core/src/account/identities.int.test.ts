import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { Secret } from 'otpauth';
import { randomInt, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { confirmSecondFactor } from '../second-factor/confirm-second-factor.ts';
import { makeTotp } from '../second-factor/make-totp-secret.ts';
import { startSecondFactor } from '../second-factor/start-second-factor.ts';
import { makePerson, makeRequest, makeSignedInRequest, TEST_PASSWORD } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { allowConnecting } from './allow-connecting.ts';
import { connectIdentity } from './connect-identity.ts';
import { disconnectIdentity } from './disconnect-identity.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { listIdentities } from './list-identities.ts';
import { listOrganisations } from './list-organisations.ts';
import { signInWithIdentity } from './sign-in-with-identity.ts';
import { signIn } from './sign-in.ts';
import type { IdentityProvider, OutsideIdentity } from './views.ts';

const services = useTestServices();
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const request = () => makeRequest(services);
const proof = { password: TEST_PASSWORD };
const codeOf = (secret: string) => makeTotp(Secret.fromBase32(secret)).generate({ timestamp: Date.now() });

function someone(changes: Partial<OutsideIdentity> = {}): OutsideIdentity {
  const providerAccountId = String(randomInt(2 ** 40));
  return {
    provider: 'google',
    providerAccountId,
    name: 'Mira',
    email: `Mira.${providerAccountId}@Example.com`,
    emailVerified: true,
    ...changes,
  };
}

/** Somebody with a password, signed in. */
async function makeSignedIn() {
  const person = await makePerson(services);
  return { ...person, request: await person.signedIn() };
}
type Person = Awaited<ReturnType<typeof makeSignedIn>>;

async function connect({ userId, request }: Person, identity: OutsideIdentity) {
  const { ticket } = await allowConnecting(request, { userId, provider: identity.provider, proof });
  return connectIdentity(request, { userId, ticket, identity });
}
const eventsOf = async (organisationId: string, actorId: string) =>
  (await services.behind.auditEvent.findMany({ where: { organisationId, actorId } })).map(({ event }) => event);
const refusals = () =>
  services.behind.auditEvent.count({ where: { organisationId: PLATFORM_ORGANISATION, event: 'access.refused' } });

describe('signing in', () => {
  test('somebody new gets an account with an organisation; the next time it is the same one', async () => {
    const identity = someone();
    const first = await signInWithIdentity(request(), identity);
    if (first.kind !== 'signed_in') throw new Error('asked for a code');
    expect(first).toMatchObject({ created: true, name: 'Mira', email: identity.email?.toLowerCase() });
    expect(await listOrganisations(request(), first.userId)).toMatchObject([{ name: 'Mira’s bots', role: 'owner' }]);
    const user = await services.behind.user.findUniqueOrThrow({ where: { id: first.userId } });
    expect(user.passwordHash).toBeNull();
    const again = await signInWithIdentity(request(), {
      ...identity,
      email: 'moved@example.com',
      emailVerified: false,
    });
    expect(again).toMatchObject({ kind: 'signed_in', created: false, userId: first.userId });
    const session = await services.behind.session.findUniqueOrThrow({ where: { id: first.sessionId } });
    expect(session).toMatchObject({ method: 'google', secondFactorAt: null });
    const told = ['account.signed_up', 'account.signed_in'];
    expect(await eventsOf(PLATFORM_ORGANISATION, first.userId)).toEqual(expect.arrayContaining(told));
    expect(await signIn(request(), { email: identity.email ?? '', password: '' })).toBeNull();
  });

  test('the same number at another provider is somebody else', async () => {
    const identity = someone();
    const other = someone({
      provider: 'github',
      providerAccountId: identity.providerAccountId,
      email: 'gh@example.com',
    });
    const [one, two] = [await signInWithIdentity(request(), identity), await signInWithIdentity(request(), other)];
    expect('userId' in one && 'userId' in two && one.userId !== two.userId).toBe(true);
  });

  test('an address that is not verified opens and makes nothing, and the log tells it', async () => {
    const { email } = await makeSignedIn();
    const before = await refusals();
    for (const identity of [
      someone({ email, emailVerified: false }),
      someone({ emailVerified: false }),
      someone({ email: null }),
      someone({ email: 'not an address' }),
    ]) {
      await expect(
        signInWithIdentity({ ...request(), ip: `192.0.2.${randomInt(250)}` }, identity),
      ).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('Google has not checked') as unknown,
      });
      expect(await services.behind.identity.count({ where: { providerAccountId: identity.providerAccountId } })).toBe(
        0,
      );
    }
    expect(await refusals()).toBeGreaterThan(before);
  });

  test('an account with that address is never connected silently', async () => {
    const person = await makeSignedIn();
    const identity = someone({ email: person.email.toUpperCase() });
    await expect(signInWithIdentity(request(), identity)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Sign in with your password first, then connect Google in your account settings.',
    });
    expect(await listIdentities(request(), person)).toEqual([]);
  });

  test('two sign-ins of somebody new at once make one account', async () => {
    const identity = someone();
    const results = await Promise.allSettled([
      signInWithIdentity(request(), identity),
      signInWithIdentity(request(), identity),
    ]);
    const users = new Set(
      results.map((result) =>
        result.status === 'fulfilled' && 'userId' in result.value ? result.value.userId : result,
      ),
    );
    expect(users.size).toBe(1);
    expect(await services.behind.user.count({ where: { email: identity.email?.toLowerCase() ?? '' } })).toBe(1);
  });

  test.each([
    ['<b>Mira</b>', 'b Mira /b'],
    ['', null],
    ['x'.repeat(100), 'x'.repeat(80)],
    ['Mi\u0000ra\u202e', null],
  ])('takes the name %j as our own forms would', async (name, expected) => {
    const identity = someone({ name });
    const { email } = identity;
    const signedIn = await signInWithIdentity(request(), identity);
    expect(signedIn).toMatchObject({ name: expected ?? email?.toLowerCase().split('@')[0] });
  });

  test('asks for the code of an account that has a second factor', async () => {
    const person = await makeSignedIn();
    const identity = someone({ email: person.email });
    await connect(person, identity);
    const { secret } = await startSecondFactor(person.request, { userId: person.userId, proof });
    const code = codeOf(secret);
    await confirmSecondFactor(person.request, { userId: person.userId, code });
    const sessions = await services.behind.session.count({ where: { userId: person.userId } });
    const asked = await signInWithIdentity(request(), identity);
    if (asked.kind !== 'second_factor_required') throw new Error('asked for no code');
    expect(await services.behind.session.count({ where: { userId: person.userId } })).toBe(sessions);
    const { ticket } = asked;
    expect(await finishSignIn(request(), { ticket, code })).toBe('code_refused');
    vi.setSystemTime(Date.now() + 30_000);
    for (const forged of ['', 'x.y', `${ticket.slice(0, -2)}AA`, ticket.replace(/^../, 'AA')])
      await expect(finishSignIn(request(), { ticket: forged, code: codeOf(secret) })).rejects.toMatchObject({
        code: 'not_signed_in',
      });
    expect(await finishSignIn(request(), { ticket, code: codeOf(secret) })).toMatchObject({ userId: person.userId });
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await expect(finishSignIn(request(), { ticket, code: codeOf(secret) })).rejects.toMatchObject({
      code: 'not_signed_in',
    });
  });
});

describe('connecting', () => {
  test('makes a second way in, and both logs tell it', async () => {
    const person = await makeSignedIn();
    const identity = someone({ provider: 'github', email: 'other@example.com', emailVerified: false });
    await connect(person, identity);
    await connect(person, identity);
    expect(await listIdentities(request(), person)).toMatchObject([{ provider: 'github' }]);
    expect(await signInWithIdentity(request(), identity)).toMatchObject({ userId: person.userId, created: false });
    for (const log of [PLATFORM_ORGANISATION, person.organisationId])
      expect(await eventsOf(log, person.userId)).toContain('account.identity_connected');
  });

  test('takes no identity that signs somebody else in, and no second one of a provider', async () => {
    const [person, other] = [await makeSignedIn(), await makeSignedIn()];
    const identity = someone();
    await connect(other, identity);
    await expect(connect(person, identity)).rejects.toMatchObject({ code: 'conflict' });
    await expect(connect(other, someone())).rejects.toMatchObject({ code: 'conflict' });
    expect(await listIdentities(request(), person)).toEqual([]);
    expect(await signInWithIdentity(request(), identity)).toMatchObject({ userId: other.userId });
  });

  test('needs the password, and the session that gave it', async () => {
    const [person, other] = [await makeSignedIn(), await makeSignedIn()];
    const { userId } = person;
    const identity = someone();
    const ask = (proof: object) => allowConnecting(person.request, { userId, provider: 'google', proof });
    await expect(ask({})).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask({ password: 'not the password' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(allowConnecting(request(), { userId, provider: 'google', proof })).rejects.toMatchObject({
      code: 'not_signed_in',
    });
    const { ticket } = await ask(proof);
    const later = await makeSignedInRequest(services, person);
    const attempts = [
      connectIdentity(later, { userId, ticket, identity }),
      connectIdentity(other.request, { userId: other.userId, ticket, identity }),
      connectIdentity(person.request, { userId, ticket, identity: { ...identity, provider: 'github' } }),
      connectIdentity(person.request, { userId, ticket: 'forged.ticket', identity }),
      connectIdentity({ ...person.request, session: null }, { userId, ticket, identity }),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(await services.behind.identity.count({ where: { providerAccountId: identity.providerAccountId } })).toBe(0);
    await connectIdentity(person.request, { userId, ticket, identity });
    const asked = await allowConnecting(person.request, { userId, provider: 'github', proof });
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await expect(
      connectIdentity(person.request, { userId, ticket: asked.ticket, identity: someone({ provider: 'github' }) }),
    ).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  test.each([
    { provider: 'facebook' as IdentityProvider },
    { providerAccountId: '' },
    { providerAccountId: '1'.repeat(256) },
  ])('takes no answer like %o', async (wrong) => {
    await expect(signInWithIdentity(request(), someone(wrong))).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('disconnecting', () => {
  test('closes that way in, and both logs tell it', async () => {
    const person = await makeSignedIn();
    const identity = someone({ email: person.email });
    await connect(person, identity);
    const { userId } = person;
    await expect(disconnectIdentity(person.request, { userId, provider: 'google', proof: {} })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await disconnectIdentity(person.request, { userId, provider: 'google', proof });
    expect(await listIdentities(request(), person)).toEqual([]);
    await expect(signInWithIdentity(request(), identity)).rejects.toMatchObject({ code: 'conflict' });
    for (const log of [PLATFORM_ORGANISATION, person.organisationId])
      expect(await eventsOf(log, userId)).toContain('account.identity_disconnected');
    await expect(disconnectIdentity(person.request, { userId, provider: 'google', proof })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('never closes the last way in, also when two go at once', async () => {
    const signedIn = await signInWithIdentity(request(), someone());
    if (signedIn.kind !== 'signed_in') throw new Error('asked for a code');
    const { userId } = signedIn;
    const own = await makeSignedInRequest(services, signedIn);
    const leave = (provider: IdentityProvider) => disconnectIdentity(own, { userId, provider, proof: {} });
    await expect(leave('google')).rejects.toMatchObject({ code: 'conflict' });
    const stale = disconnectIdentity(request(), { userId, provider: 'google', proof: {} });
    await expect(stale).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in again') as unknown,
    });
    const { ticket } = await allowConnecting(own, { userId, provider: 'github', proof: {} });
    await connectIdentity(own, { userId, ticket, identity: someone({ provider: 'github' }) });
    const results = await Promise.allSettled([leave('google'), leave('github')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await listIdentities(request(), { userId })).toHaveLength(1);
  });

  test("another person's account is not found", async () => {
    const person = await makeSignedIn();
    for (const userId of [randomUUID(), 'nonsense']) {
      await expect(disconnectIdentity(person.request, { userId, provider: 'google', proof })).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(allowConnecting(person.request, { userId, provider: 'google', proof })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

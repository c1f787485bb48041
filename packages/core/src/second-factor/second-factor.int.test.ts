import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { Secret } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../account/sign-in.ts';
import { openLetter } from '../mail/seal-letter.ts';
import { makePerson, TEST_PASSWORD } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { confirmSecondFactor } from './confirm-second-factor.ts';
import { getSecondFactor } from './get-second-factor.ts';
import { makeTotp } from './make-totp-secret.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { startSecondFactor } from './start-second-factor.ts';
import { turnOffSecondFactor } from './turn-off-second-factor.ts';

const services = useTestServices();
// Time stands still but for steps(): a code never grows old in the middle of a test.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const steps = (count: number) => vi.setSystemTime(Date.now() + count * 30_000);
const codeOf = (secret: string): string => makeTotp(Secret.fromBase32(secret)).generate({ timestamp: Date.now() });
const proof = { password: TEST_PASSWORD };

async function makeSignedIn() {
  const person = await makePerson(services);
  return { ...person, request: await person.signedIn() };
}
type Person = Awaited<ReturnType<typeof makeSignedIn>>;

async function turnOn({ userId, request }: Person) {
  const { secret } = await startSecondFactor(request, { userId, proof });
  const { recoveryCodes } = await confirmSecondFactor(request, { userId, code: codeOf(secret) });
  steps(1);
  return { secret, recoveryCodes };
}
const signInAs = ({ email, from }: Person, code?: string) =>
  signIn(from(), { email, password: TEST_PASSWORD, ...(code === undefined ? {} : { code }) });
const eventsOf = async (organisationId: string, userId: string) =>
  (
    await services.behind.auditEvent.findMany({
      where: { organisationId, actorId: userId },
      orderBy: { sequence: 'asc' },
    })
  ).map(({ event }) => event);

describe('turning it on', () => {
  test('gives secret and codes once, keeps neither readable, and both logs tell it', async () => {
    const person = await makeSignedIn();
    const { secret, recoveryCodes } = await turnOn(person);
    expect(recoveryCodes).toHaveLength(10);
    expect(await getSecondFactor(person.request, person)).toMatchObject({ on: true, recoveryCodesLeft: 10 });
    const row = await services.behind.secondFactor.findUniqueOrThrow({ where: { userId: person.userId } });
    expect(Buffer.from(row.sealedSecret).includes(Buffer.from(secret))).toBe(false);
    const codes = await services.behind.recoveryCode.findMany({ where: { userId: person.userId } });
    expect(JSON.stringify(codes)).not.toContain(recoveryCodes[0]);
    const told = ['account.second_factor_started', 'account.second_factor_on'];
    expect(await eventsOf(PLATFORM_ORGANISATION, person.userId)).toEqual(expect.arrayContaining(told));
    expect(await eventsOf(person.organisationId, person.userId)).toEqual(expect.arrayContaining(told));
    const log = JSON.stringify(
      await services.behind.auditEvent.findMany({ where: { actorId: person.userId } }),
      (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    );
    for (const hidden of [secret, ...recoveryCodes]) expect(log + services.logLines.join('')).not.toContain(hidden);
  });

  test('the session that did it has proved it', async () => {
    const person = await makeSignedIn();
    await turnOn(person);
    const session = await services.behind.session.findUniqueOrThrow({
      where: { id: person.request.session?.id ?? '' },
    });
    expect(session.secondFactorAt).not.toBeNull();
  });

  test('needs the password, and a code that fits', async () => {
    const person = await makeSignedIn();
    const { userId, request } = person;
    for (const wrong of [{}, { password: 'not the password' }, { password: 'x'.repeat(10_000) }, { code: '123456' }]) {
      await expect(startSecondFactor(request, { userId, proof: wrong })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { password: expect.any(String) as unknown },
      });
    }
    await expect(confirmSecondFactor(request, { userId, code: '123456' })).rejects.toMatchObject({ code: 'conflict' });
    const { secret } = await startSecondFactor(request, { userId, proof });
    const code = codeOf(secret);
    const forged = code === '000000' ? '000001' : '000000';
    await expect(confirmSecondFactor(request, { userId, code: forged })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { code: expect.any(String) as unknown },
    });
    expect(await getSecondFactor(request, { userId })).toEqual({ on: false, since: null, recoveryCodesLeft: 0 });
    expect(await signInAs(person)).toMatchObject({ userId });
  });

  test('one that is on is not overwritten', async () => {
    const person = await makeSignedIn();
    const { userId, request } = person;
    const { secret } = await turnOn(person);
    await expect(startSecondFactor(request, { userId, proof })).rejects.toMatchObject({ code: 'conflict' });
    await expect(confirmSecondFactor(request, { userId, code: codeOf(secret) })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('an account that is not there is not found', async () => {
    const { request } = await makeSignedIn();
    for (const userId of [crypto.randomUUID(), 'nonsense']) {
      for (const verb of [startSecondFactor, turnOffSecondFactor, renewRecoveryCodes])
        await expect(verb(request, { userId, proof })).rejects.toMatchObject({ code: 'not_found' });
      await expect(confirmSecondFactor(request, { userId, code: '123456' })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('signing in', () => {
  test('asks for a code once the password fits, and says nothing of it before', async () => {
    const person = await makeSignedIn();
    const { secret } = await turnOn(person);
    const wrong = { email: person.email, password: 'not the password' };
    expect(await signIn(person.from(), wrong)).toBeNull();
    expect(await signIn(person.from(), { ...wrong, code: codeOf(secret) })).toBeNull();
    expect(await signInAs(person)).toBe('second_factor_required');
    const signedIn = await signInAs(person, codeOf(secret));
    expect(signedIn).toMatchObject({ userId: person.userId });
    const { sessionId } = signedIn as { sessionId: string };
    const session = await services.behind.session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session).toMatchObject({ method: 'password', secondFactorAt: expect.any(Date) as unknown });
    expect(await eventsOf(person.organisationId, person.userId)).toContain('account.second_factor_used');
  });

  test('a code works once, also when two come at once, and no older one after it', async () => {
    const person = await makeSignedIn();
    const { secret } = await turnOn(person);
    const before = codeOf(secret);
    steps(1);
    const code = codeOf(secret);
    const results = await Promise.all([signInAs(person, code), signInAs(person, code)]);
    expect(results.filter((result) => result === 'code_refused')).toHaveLength(1);
    expect(results.filter((result) => typeof result === 'object')).toHaveLength(1);
    expect(await signInAs(person, before)).toBe('code_refused');
    steps(1);
    expect(await signInAs(person, codeOf(secret))).toMatchObject({ userId: person.userId });
  });

  test('forged and replayed codes count as failures, until even the right one must wait', async () => {
    const person = await makeSignedIn();
    const { secret } = await turnOn(person);
    const code = codeOf(secret);
    expect(await signInAs(person, code)).toMatchObject({ userId: person.userId });
    const forged = code === '000000' ? '000001' : '000000';
    for (const bad of [code, forged, '1', '4K7Q-9TWX-0BMH-ZC3N-8V2P-5GQR', code])
      expect(await signInAs(person, bad)).toBe('code_refused');
    steps(1);
    await expect(signInAs(person, codeOf(secret))).rejects.toMatchObject({ code: 'too_many_requests' });
    await expect(signInAs(person)).rejects.toMatchObject({ code: 'too_many_requests' });
    const failed = await services.behind.auditEvent.findMany({
      where: { organisationId: person.organisationId, event: 'account.sign_in_failed', targetId: person.userId },
    });
    expect(failed).toHaveLength(5);
    expect(failed[0]).toMatchObject({ result: 'refused', actorType: 'anonymous', after: { reason: 'wrong code' } });
  });

  test('a recovery code works once, as typed by a person, and is counted', async () => {
    const person = await makeSignedIn();
    const { recoveryCodes } = await turnOn(person);
    const [first = '', second = ''] = recoveryCodes;
    expect(await signInAs(person, ` ${first.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({
      userId: person.userId,
    });
    expect(await getSecondFactor(person.request, person)).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await signInAs(person, first)).toBe('code_refused');
    const results = await Promise.all([signInAs(person, second), signInAs(person, second)]);
    expect(results.filter((result) => result === 'code_refused')).toHaveLength(1);
    const told = await services.behind.auditEvent.findMany({
      where: { organisationId: person.organisationId, event: 'account.recovery_code_used' },
      orderBy: { sequence: 'asc' },
    });
    expect(told.map(({ after }) => after)).toEqual([{ recovery_codes_left: 9 }, { recovery_codes_left: 8 }]);
  });

  test("another person's codes do not fit", async () => {
    const other = await turnOn(await makeSignedIn());
    const person = await makeSignedIn();
    await turnOn(person);
    expect(await signInAs(person, codeOf(other.secret))).toBe('code_refused');
    expect(await signInAs(person, other.recoveryCodes[0])).toBe('code_refused');
  });
});

test('letters tell the person that it is on, that a recovery code was used, that it is off', async () => {
  const person = await makeSignedIn();
  const { recoveryCodes } = await turnOn(person);
  await signInAs(person, recoveryCodes[0]);
  await turnOffSecondFactor(person.request, { userId: person.userId, proof });
  const rows = await services.behind.mail.findMany({
    where: { recipient: person.email },
    orderBy: { createdAt: 'asc' },
  });
  expect(rows.map(({ kind }) => kind)).toEqual(['second_factor_on', 'recovery_code_used', 'second_factor_off']);
  const letters = await Promise.all(rows.map((row) => openLetter(services, row)));
  expect(letters[1]?.text).toContain('You have 9 of them left.');
  expect(letters[2]?.text).toContain(`from the address ${person.request.ip}`);
  expect(await eventsOf(PLATFORM_ORGANISATION, person.userId)).toContain('letter.queued');
});

describe('changing it', () => {
  test('new recovery codes take the place of the old ones', async () => {
    const person = await makeSignedIn();
    const { recoveryCodes: old } = await turnOn(person);
    const { recoveryCodes } = await renewRecoveryCodes(person.request, { userId: person.userId, proof });
    expect(new Set([...old, ...recoveryCodes]).size).toBe(20);
    expect(await signInAs(person, old[0])).toBe('code_refused');
    expect(await signInAs(person, recoveryCodes[0])).toMatchObject({ userId: person.userId });
    expect(await eventsOf(person.organisationId, person.userId)).toContain('account.recovery_codes_renewed');
  });

  test('turning it off takes a password or a code, and ends what it gave', async () => {
    const person = await makeSignedIn();
    const { userId, request } = person;
    const { secret, recoveryCodes } = await turnOn(person);
    await expect(turnOffSecondFactor(request, { userId, proof: {} })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      turnOffSecondFactor(request, { userId, proof: { code: recoveryCodes[0]?.replace(/^./, '-') } }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { code: expect.any(String) as unknown } });
    expect(await getSecondFactor(request, { userId })).toMatchObject({ on: true });
    await turnOffSecondFactor(request, { userId, proof: { code: codeOf(secret) } });
    expect(await getSecondFactor(request, { userId })).toEqual({ on: false, since: null, recoveryCodesLeft: 0 });
    const sessions = await services.behind.session.findMany({ where: { userId, secondFactorAt: { not: null } } });
    expect(sessions).toEqual([]);
    expect(await signInAs(person)).toMatchObject({ userId });
    expect(await eventsOf(person.organisationId, userId)).toContain('account.second_factor_off');
    await expect(turnOffSecondFactor(request, { userId, proof })).rejects.toMatchObject({ code: 'conflict' });
    await expect(renewRecoveryCodes(request, { userId, proof })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('guessing at an open browser is locked out as guessing at the door is', async () => {
    const person = await makeSignedIn();
    const { userId, request } = person;
    await turnOn(person);
    for (let i = 0; i < 5; i += 1)
      await expect(turnOffSecondFactor(request, { userId, proof: { password: 'guess' } })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    await expect(turnOffSecondFactor(request, { userId, proof })).rejects.toMatchObject({ code: 'too_many_requests' });
  });
});

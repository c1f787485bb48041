import { beforeAll, describe, expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import type { AuditAction } from '../audit/actions.ts';
import { getBot } from '../bot/get-bot.ts';
import { listBots } from '../bot/list-bots.ts';
import { restartBot } from '../bot/restart-bot.ts';
import { watchBots } from '../bot/watch-bots.ts';
import type { Context } from '../context.ts';
import {
  makeBot,
  makeRequest,
  makeSignedInRequest,
  makeUser,
  userIdOf,
  writeAsSystem,
  type TestOrganisation,
} from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole } from './change-role.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { resendInvitation } from './resend-invitation.ts';

const { services, ours, theirs, renew } = useOrganisations();

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const eventsOf = ({ organisationId }: TestOrganisation, event: AuditAction) =>
  services.behind.auditEvent.findMany({ where: { organisationId, event }, orderBy: { sequence: 'asc' } });
/** Somebody with an account and an organisation elsewhere. */
const stranger = (email: string) =>
  makeUser(services, { organisationId: theirs.organisationId, role: 'viewer', name: 'Ann', email });

describe('a guest', () => {
  beforeAll(renew);

  test('sees the bots of the invitation and nothing else, until the day that was set', async () => {
    const { botId } = await makeBot(ours.owner, { name: 'Shown' });
    const { botId: hidden } = await makeBot(ours.owner, { name: 'Hidden' });
    const guestUntil = inDays(30);
    const { token } = await inviteMember(ours.admin, {
      email: 'gil@example.com',
      role: 'guest',
      botIds: [botId, botId],
      guestUntil,
    });
    const { userId } = await stranger('gil@example.com');
    expect((await listMembers(ours.viewer)).invitations).toMatchObject([
      { email: 'gil@example.com', role: 'guest', guest: { bots: [{ id: botId, name: 'Shown' }], until: guestUntil } },
    ]);
    await acceptInvitation(makeRequest(services), { token, userId });
    const ctx = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
    expect((await listBots(ctx)).map(({ name }) => name)).toEqual(['Shown']);
    await expect(getBot(ctx, { botId: hidden })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listMembers(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listMembers(ours.owner)).members.find((one) => one.userId === userId)).toMatchObject({
      role: 'guest',
      ended: false,
      guest: { bots: [{ id: botId, name: 'Shown' }], until: guestUntil },
    });
    expect((await eventsOf(ours, 'member.joined')).at(-1)).toMatchObject({
      targetId: userId,
      after: { role: 'guest', bots: ['Shown'], until: guestUntil.toISOString() },
    });
    await writeAsSystem(services, ours.organisationId, (tx) =>
      tx.membership.updateMany({
        where: { userId, organisationId: ours.organisationId },
        data: { expiresAt: inDays(-1) },
      }),
    );
    await expect(openContext(makeRequest(services), { userId, organisationSlug: ours.slug })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await listMembers(ours.owner)).members.find((one) => one.userId === userId)).toMatchObject({ ended: true });
    // Whose time is over can be invited anew, as anything.
    const again = await inviteMember(ours.owner, { email: 'gil@example.com', role: 'viewer' });
    await acceptInvitation(makeRequest(services), { token: again.token, userId });
    const back = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
    expect(back.actor).toMatchObject({ role: 'viewer' });
    expect((await listBots(back)).map(({ name }) => name).sort()).toEqual(['Hidden', 'Shown']);
  });

  test.each([
    ['botIds', { guestUntil: 1 }, /choose the bots/],
    ['guestUntil', { bots: true }, /day on which the access ends/],
    ['guestUntil', { bots: true, guestUntil: -1 }, /day is over/],
    ['guestUntil', { bots: true, guestUntil: 367 }, /a year at most/],
  ])('needs %s: %j', async (field, given, message) => {
    const { botId } = await makeBot(ours.owner);
    const terms = {
      role: 'guest' as const,
      ...('bots' in given ? { botIds: [botId] } : {}),
      ...('guestUntil' in given ? { guestUntil: inDays(given.guestUntil) } : {}),
    };
    const wanted = { code: 'invalid_input', fields: { [field]: expect.stringMatching(message) as unknown } };
    await expect(inviteMember(ours.owner, { email: 'x@example.com', ...terms })).rejects.toMatchObject(wanted);
    await expect(changeRole(ours.owner, { userId: userIdOf(ours.viewer), ...terms })).rejects.toMatchObject(wanted);
  });

  test("another organisation's bot is not found, nor one that is gone", async () => {
    const { botId } = await makeBot(theirs.owner);
    for (const id of [botId, crypto.randomUUID(), 'nonsense']) {
      const terms = { role: 'guest' as const, botIds: [id], guestUntil: inDays(3) };
      const refusal = { code: 'not_found' };
      await expect(inviteMember(ours.owner, { email: 'x@example.com', ...terms })).rejects.toMatchObject(refusal);
      await expect(changeRole(ours.owner, { userId: userIdOf(ours.viewer), ...terms })).rejects.toMatchObject(refusal);
    }
    expect(await services.behind.guestBot.count({ where: { botId } })).toBe(0);
  });

  test('an invitation to bots that are gone opens nothing, and stays unused', async () => {
    const { botId } = await makeBot(ours.owner, { name: 'Short-lived' });
    const { token, invitationId } = await inviteMember(ours.owner, {
      email: 'late@example.com',
      role: 'guest',
      botIds: [botId],
      guestUntil: inDays(3),
    });
    await writeAsSystem(services, ours.organisationId, (tx) =>
      tx.bot.updateMany({ where: { id: botId }, data: { deletedAt: new Date() } }),
    );
    const { userId } = await stranger('late@example.com');
    await expect(acceptInvitation(makeRequest(services), { token, userId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('no longer exist') as unknown,
    });
    expect(await services.behind.invitation.findUnique({ where: { id: invitationId } })).toMatchObject({
      acceptedAt: null,
    });
  });
});

describe('a change of role', () => {
  beforeAll(renew);

  test('bites on the very next request of the same session', async () => {
    const userId = userIdOf(ours.operator);
    const request = await makeSignedInRequest(services, { userId, email: 'pat@example.com', name: 'Pat' });
    const { botId } = await makeBot(ours.owner);
    const next = () => openContext(request, { userId, organisationSlug: ours.slug });
    await restartBot(await next(), { botId });
    await changeRole(ours.owner, { userId, role: 'viewer' });
    await expect(restartBot(await next(), { botId })).rejects.toMatchObject({ code: 'forbidden' });
    await changeRole(ours.owner, { userId, role: 'guest', botIds: [botId], guestUntil: inDays(9) });
    const { botId: other } = await makeBot(ours.owner);
    await expect(getBot(await next(), { botId: other })).rejects.toMatchObject({ code: 'not_found' });
    await changeRole(ours.owner, { userId, role: 'admin' });
    expect((await listMembers(await next())).members.find((one) => one.userId === userId)).toMatchObject({
      role: 'admin',
      guest: null,
    });
    expect(await services.behind.guestBot.count({ where: { userId } })).toBe(0);
    expect((await eventsOf(ours, 'member.role_changed')).map(({ before, after }) => [before, after])).toMatchObject([
      [{ role: 'operator' }, { role: 'viewer' }],
      [{ role: 'viewer' }, { role: 'guest', bots: ['Counter Clerk'] }],
      [{ role: 'guest', bots: ['Counter Clerk'] }, { role: 'admin' }],
    ]);
    await removeMember(ours.owner, { userId });
    await expect(next()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an open stream ends with the membership, and with a guest’s time', async () => {
    const { botId } = await makeBot(ours.owner);
    const ends: ((ctx: Context) => Promise<unknown>)[] = [
      (ctx) => removeMember(ours.owner, { userId: userIdOf(ctx) }),
      (ctx) =>
        writeAsSystem(services, ours.organisationId, (tx) =>
          tx.membership.updateMany({ where: { userId: userIdOf(ctx) }, data: { expiresAt: inDays(-1) } }),
        ),
      (ctx) => changeRole(ours.owner, { userId: userIdOf(ctx), role: 'viewer' }),
    ];
    for (const end of ends) {
      const { userId } = await makeUser(services, { ...ours, role: 'guest', botIds: [botId], expiresAt: inDays(2) });
      const ctx = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
      const stream = watchBots(ctx, AbortSignal.timeout(30_000));
      expect((await stream.next()).value).toHaveLength(1);
      const next = stream.next();
      await end(ctx);
      // A change of the bot wakes the stream, which looks anew who is asking.
      await writeAsSystem(services, ours.organisationId, (tx) =>
        tx.bot.updateMany({ where: { id: botId }, data: { failedAttempts: { increment: 1 } } }),
      );
      await expect(next).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('who can no longer invite leaves no invitation behind', async () => {
    const { userId } = await makeUser(services, { ...ours, role: 'owner', name: 'Olga' });
    const olga = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
    await inviteMember(olga, { email: 'second@example.com', role: 'owner' });
    await inviteMember(olga, { email: 'third@example.com', role: 'viewer' });
    const open = async () => (await listMembers(ours.owner)).invitations.map(({ email }) => email).sort();
    expect(await open()).toEqual(['second@example.com', 'third@example.com']);
    await changeRole(ours.owner, { userId, role: 'admin' });
    expect(await open()).toEqual(['third@example.com']);
    await removeMember(ours.owner, { userId });
    expect(await open()).toEqual([]);
  });
});

test('an invitation that is used up, too old, replaced, or for another address says so', async () => {
  await renew();
  const request = makeRequest(services);
  const { userId } = await stranger('una@example.com');
  const invite = () => inviteMember(ours.owner, { email: 'una@example.com', role: 'viewer' });
  const refusal = (token: string, who = userId) =>
    acceptInvitation(request, { token, userId: who }).then(
      () => ['accepted'],
      ({ code, message }: { code: string; message: string }) => [code, message],
    );
  const first = await invite();
  await acceptInvitation(request, { token: first.token, userId });
  await removeMember(ours.owner, { userId });
  expect(await refusal(first.token)).toEqual(['conflict', 'This invitation has been used already. Ask for a new one.']);
  const second = await invite();
  expect(await refusal(second.token, userIdOf(theirs.owner))).toEqual([
    'forbidden',
    'This invitation is for una@example.com. Sign in with that address to use it.',
  ]);
  await writeAsSystem(services, ours.organisationId, (tx) =>
    tx.invitation.updateMany({ where: { id: second.invitationId }, data: { expiresAt: inDays(-1) } }),
  );
  expect(await refusal(second.token)).toEqual([
    'conflict',
    'This invitation is older than seven days. Ask for a new one.',
  ]);
  const third = await invite();
  const { token } = await resendInvitation(ours.owner, { invitationId: third.invitationId });
  expect(await refusal(third.token)).toEqual(['not_found', expect.any(String)]);
  expect(await services.behind.membership.count({ where: { userId, organisationId: ours.organisationId } })).toBe(0);
  expect(await refusal(token)).toEqual(['accepted']);
  // Two clicks at once: both are in, once.
  await removeMember(ours.owner, { userId });
  const fourth = await invite();
  const both = await Promise.all([refusal(fourth.token), refusal(fourth.token)]);
  expect(both).toContainEqual(['accepted']);
  expect(await services.behind.membership.count({ where: { userId, organisationId: ours.organisationId } })).toBe(1);
});

test('only an owner invites owners; everybody who manages members invites operators', async () => {
  await renew();
  await expect(inviteMember(ours.admin, { email: 'o@example.com', role: 'owner' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await listMembers(ours.owner)).invitations).toEqual([]);
  await inviteMember(ours.owner, { email: 'o@example.com', role: 'owner' });
  const { token } = await inviteMember(ours.admin, { email: 'p@example.com', role: 'operator' });
  const { userId } = await stranger('p@example.com');
  await acceptInvitation(makeRequest(services), { token, userId });
  const ctx = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
  expect(ctx.actor).toMatchObject({ role: 'operator' });
  expect((await listMembers(ours.owner)).invitations).toMatchObject([{ email: 'o@example.com', role: 'owner' }]);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import type { AuditAction } from '../audit/actions.ts';
import type { Context } from '../context.ts';
import { suspectSecret } from '../bot/suspect-secret.ts';
import { sealSecret } from '../secrets/bot-secret.ts';
import { makeBot, makeRequest, makeUser, userIdOf, writeAsSystem, type TestOrganisation } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { changeRole } from './change-role.ts';
import { leaveOrganisation } from './leave-organisation.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { transferOwnership } from './transfer-ownership.ts';

const { services, ours, theirs, renew } = useOrganisations();
beforeEach(renew);

const eventsOf = ({ organisationId }: TestOrganisation, event: AuditAction) =>
  services.behind.auditEvent.findMany({ where: { organisationId, event }, orderBy: { sequence: 'asc' } });
const again = (ctx: Context) =>
  openContext(makeRequest(services), { userId: userIdOf(ctx), organisationSlug: ours.slug });
const owners = async (ctx: Context) =>
  (await listMembers(ctx)).members.filter(({ role }) => role === 'owner').map(({ userId }) => userId);

describe('leaving', () => {
  test('ends the membership at once, and the log tells it', async () => {
    for (const role of ['admin', 'operator', 'viewer', 'guest'] as const) {
      await leaveOrganisation(ours[role]);
      await expect(again(ours[role])).rejects.toMatchObject({ code: 'not_found' });
      await expect(leaveOrganisation(ours[role])).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listMembers(ours.owner)).members).toHaveLength(1);
    expect(await eventsOf(ours, 'member.left')).toMatchObject(
      ['Sam', 'Pat', 'Jo', 'Gus'].map((actorName) => ({ actorName, targetName: actorName })),
    );
  });

  test('the last owner stays and reads what to do', async () => {
    await expect(leaveOrganisation(ours.owner)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Hand the organisation over .* make somebody an owner/) as unknown,
    });
    await transferOwnership(ours.owner, { userId: userIdOf(ours.admin), confirmName: 'Harbour Bakery' });
    await leaveOrganisation(await again(ours.owner));
    expect(await owners(ours.viewer)).toEqual([userIdOf(ours.admin)]);
  });

  test('one owner is left when all leave, hand over and remove each other at once', async () => {
    await changeRole(ours.owner, { userId: userIdOf(ours.admin), role: 'owner' });
    await changeRole(ours.owner, { userId: userIdOf(ours.operator), role: 'owner' });
    const [one, two, three] = [ours.owner, await again(ours.admin), await again(ours.operator)] as const;
    await Promise.allSettled([
      leaveOrganisation(one),
      leaveOrganisation(two),
      leaveOrganisation(three),
      removeMember(one, { userId: userIdOf(two) }),
      changeRole(two, { userId: userIdOf(three), role: 'viewer' }),
      changeRole(three, { userId: userIdOf(one), role: 'guest' }),
      transferOwnership(three, { userId: userIdOf(ours.viewer), confirmName: 'Harbour Bakery' }),
    ]);
    const left = await services.behind.membership.findMany({
      where: { organisationId: ours.organisationId, role: 'owner' },
    });
    expect(left.length).toBeGreaterThanOrEqual(1);
  });

  test('who was made less while their request was on its way gets no further', async () => {
    await changeRole(ours.owner, { userId: userIdOf(ours.admin), role: 'viewer' });
    // The context is the one from before: as if the request had been read already.
    await expect(changeRole(ours.admin, { userId: userIdOf(ours.operator), role: 'viewer' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('role has just been changed') as unknown,
    });
    await removeMember(ours.owner, { userId: userIdOf(ours.admin) });
    await expect(removeMember(ours.admin, { userId: userIdOf(ours.operator) })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await services.behind.membership.count({ where: { userId: userIdOf(ours.operator) } })).toBe(1);
  });
});

describe('handing over', () => {
  const hand = (ctx: Context, to: Context, confirmName = 'Harbour Bakery') =>
    transferOwnership(ctx, { userId: userIdOf(to), confirmName });

  test('makes the other one owner and the giver admin; both are told', async () => {
    await hand(ours.owner, ours.viewer);
    expect(await owners(ours.operator)).toEqual([userIdOf(ours.viewer)]);
    expect((await again(ours.owner)).actor).toMatchObject({ role: 'admin' });
    await expect(hand(await again(ours.owner), ours.admin)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(ours, 'organisation.ownership_transferred')).toMatchObject([
      { actorName: 'Mira', targetName: 'Jo', before: { role: 'viewer' }, after: { role: 'owner' } },
    ]);
    expect(await eventsOf(ours, 'member.role_changed')).toMatchObject([
      { targetName: 'Mira', before: { role: 'owner' }, after: { role: 'admin' } },
    ]);
  });

  test('wants the organisation’s name', async () => {
    await expect(hand(ours.owner, ours.admin, 'Harbour')).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { confirmName: expect.any(String) as unknown },
    });
    expect(await owners(ours.viewer)).toEqual([userIdOf(ours.owner)]);
  });

  test('nobody but an owner may; an owner gains nothing by it', async () => {
    for (const role of ['admin', 'operator', 'viewer', 'guest'] as const)
      await expect(hand(ours[role], ours.viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hand(ours.owner, ours.owner)).rejects.toMatchObject({ code: 'conflict' });
  });

  test("another organisation's member is not found", async () => {
    await expect(hand(ours.owner, theirs.viewer)).rejects.toMatchObject({ code: 'not_found' });
    await expect(hand(theirs.owner, ours.viewer, 'Night Cafe')).rejects.toMatchObject({ code: 'not_found' });
    expect(await owners(theirs.viewer)).toEqual([userIdOf(theirs.owner)]);
  });

  test('a guest who becomes owner sees everything, for good', async () => {
    const { botId } = await makeBot(ours.owner);
    const { userId } = await makeUser(services, {
      ...ours,
      role: 'guest',
      botIds: [botId],
      expiresAt: new Date(Date.now() + 60_000),
    });
    await transferOwnership(ours.owner, { userId, confirmName: 'Harbour Bakery' });
    expect(await services.behind.membership.findFirst({ where: { userId } })).toMatchObject({
      role: 'owner',
      expiresAt: null,
    });
  });
});

describe('the secrets of somebody who goes', () => {
  async function giveKey(ctx: Context, botId: string, value: string, setAt: Date) {
    const setById = userIdOf(ctx);
    const { organisationId } = ours;
    const secret = await sealSecret(services, { organisationId, botId, kind: 'provider_key', value, setById });
    await writeAsSystem(services, organisationId, (tx) => tx.botSecret.create({ data: { ...secret, setAt } }));
    return secret.fingerprint;
  }
  const EARLIER = new Date(Date.now() - 3_600_000);
  const LATER = new Date(Date.now() + 3_600_000);

  test('an admin’s are all that there are; the log keeps their fingerprints', async () => {
    const { botId } = await makeBot(ours.owner, { name: 'Clerk' });
    await makeBot(ours.owner, { name: 'Without a key' });
    const fingerprint = await giveKey(ours.owner, botId, 'sk-one', EARLIER);
    const { secrets } = await removeMember(ours.owner, { userId: userIdOf(ours.admin) });
    const told = { botId, botName: 'Clerk', kind: 'provider_key', fingerprint };
    expect(secrets).toEqual([{ ...told, setByName: 'Mira', setAt: EARLIER }]);
    const [event] = await eventsOf(ours, 'member.removed');
    expect(event).toMatchObject({ after: { secretsToReplace: [{ bot: botId, kind: 'provider_key', fingerprint }] } });
    expect(
      JSON.stringify(await eventsOf(ours, 'member.removed'), (_key, one: unknown) =>
        typeof one === 'bigint' ? String(one) : one,
      ),
    ).not.toContain('sk-one');
  });

  test('are due from then on, whether they were removed, left or were given a smaller role; others are not', async () => {
    const dueAfter = async (act: () => Promise<unknown>) => {
      const { botId } = await makeBot(ours.owner, { name: 'Clerk' });
      await giveKey(ours.owner, botId, `sk-${botId}`, EARLIER);
      const given = { where: { botId, kind: 'provider_key' } } as const;
      await act();
      const { rotateReason, rotateSince } = await services.behind.botSecret.findFirstOrThrow(given);
      expect(rotateSince === null).toBe(rotateReason === null);
      const inner = { botId, kind: { not: 'provider_key' }, rotateReason: { not: null } } as const;
      expect(await services.behind.botSecret.count({ where: inner })).toBe(0);
      return rotateReason;
    };
    const admin = () => makeUser(services, { ...ours, role: 'admin' });
    const [one, two] = [await admin(), await admin()];
    expect(await dueAfter(() => removeMember(ours.owner, { userId: userIdOf(ours.viewer) }))).toBeNull();
    expect(
      await dueAfter(() => changeRole(ours.owner, { userId: userIdOf(ours.operator), role: 'viewer' })),
    ).toBeNull();
    expect(await dueAfter(() => removeMember(ours.owner, { userId: one.userId }))).toBe('member_left');
    expect(await dueAfter(() => changeRole(ours.owner, { userId: two.userId, role: 'viewer' }))).toBe('member_left');
    expect(await dueAfter(() => leaveOrganisation(ours.admin))).toBe('member_left');
  });

  test('what is suspected stays suspected', async () => {
    const { botId } = await makeBot(ours.owner, { name: 'Clerk' });
    await giveKey(ours.owner, botId, 'sk-one', EARLIER);
    await suspectSecret(ours.owner, { botId, kind: 'provider_key' });
    await leaveOrganisation(ours.admin);
    expect(await services.behind.botSecret.findFirst({ where: { botId, kind: 'provider_key' } })).toMatchObject({
      rotateReason: 'suspected',
    });
  });

  test('nobody else’s are any', async () => {
    const { botId } = await makeBot(ours.owner);
    await giveKey(ours.owner, botId, 'sk-one', EARLIER);
    for (const role of ['operator', 'viewer', 'guest'] as const)
      expect(await removeMember(ours.owner, { userId: userIdOf(ours[role]) })).toEqual({ secrets: [] });
  });

  test('who once was an admin could get at those of that time, and knows what they set', async () => {
    const bots = await Promise.all(['Old', 'Own', 'New'].map((name) => makeBot(ours.owner, { name })));
    const [old, own, recent] = bots.map(({ botId }) => botId) as [string, string, string];
    await giveKey(ours.owner, old, 'sk-old', EARLIER);
    await giveKey(ours.admin, own, 'sk-own', LATER);
    await giveKey(ours.owner, recent, 'sk-new', LATER);
    await changeRole(ours.owner, { userId: userIdOf(ours.admin), role: 'viewer' });
    const { secrets } = await removeMember(ours.owner, { userId: userIdOf(ours.admin) });
    expect(secrets.map(({ botName, setByName }) => [botName, setByName])).toEqual([
      ['Old', 'Mira'],
      ['Own', 'Sam'],
    ]);
  });
});

test('who manages members reads of second factors and last visits; others do not', async () => {
  const { userId } = await makeUser(services, { ...ours, role: 'viewer', name: 'Vi' });
  const at = new Date(Date.now() - 60_000);
  await writeAsSystem(services, ours.organisationId, async (tx) => {
    await tx.secondFactor.create({
      data: { userId, sealedSecret: Buffer.from('x'), dataKeyVersion: 1, confirmedAt: at },
    });
    await tx.session.create({
      data: { id: crypto.randomUUID(), userId, method: 'password', lastSeenAt: at, expiresAt: new Date() },
    });
  });
  const seenBy = async (ctx: Context) => (await listMembers(ctx)).members.find((one) => one.userId === userId);
  expect(await seenBy(ours.admin)).toMatchObject({ secondFactor: true, lastSeenAt: at });
  expect(await seenBy(ours.operator)).toMatchObject({ secondFactor: null, lastSeenAt: null });
  expect((await listMembers(ours.admin)).members.find(({ name }) => name === 'Jo')).toMatchObject({
    secondFactor: false,
    lastSeenAt: null,
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import type { AuditAction } from '../audit/actions.ts';
import { makeRequest, makeUser, userIdOf, type TestOrganisation } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole } from './change-role.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { previewInvitation } from './preview-invitation.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvitation } from './revoke-invitation.ts';

const { services, ours, theirs, renew } = useOrganisations();

const eventsOf = ({ organisationId }: TestOrganisation, action: AuditAction) =>
  services.behind.auditEvent.findMany({
    where: { organisationId, event: action, actorName: { not: 'Jo' } },
    orderBy: { occurredAt: 'asc' },
  });

describe('invitations', () => {
  beforeAll(renew);

  test('invite, preview, accept; the link is used up then', async () => {
    const guest = await makeUser(services, {
      organisationId: theirs.organisationId,
      role: 'viewer',
      name: 'Ann',
      email: 'ann@example.com',
    });
    const { invitationId, token } = await inviteMember(ours.admin, { email: ' Ann@Example.com', role: 'viewer' });
    expect((await listMembers(ours.viewer)).invitations).toMatchObject([
      { id: invitationId, email: 'ann@example.com', role: 'viewer', expired: false },
    ]);
    const request = makeRequest(services);
    expect(await previewInvitation(request, { token })).toEqual({
      organisationName: 'Harbour Bakery',
      email: 'ann@example.com',
      role: 'viewer',
      invitedByName: 'Sam',
      state: 'open',
      guestUntil: null,
    });
    expect(await acceptInvitation(request, { token, userId: guest.userId })).toEqual({ organisationSlug: ours.slug });
    expect(await acceptInvitation(request, { token, userId: guest.userId })).toEqual({ organisationSlug: ours.slug });
    const { members, invitations } = await listMembers(ours.viewer);
    expect(members.filter(({ email }) => email === 'ann@example.com')).toMatchObject([{ name: 'Ann', role: 'viewer' }]);
    expect(invitations).toEqual([]);
    expect(await previewInvitation(request, { token })).toMatchObject({ state: 'used' });
    expect(await eventsOf(ours, 'member.invited')).toMatchObject([
      { targetName: 'ann@example.com', after: { role: 'viewer' } },
    ]);
    expect((await eventsOf(ours, 'member.joined')).at(-1)).toMatchObject({ actorName: 'Ann', targetId: guest.userId });
    expect(JSON.stringify(await services.behind.invitation.findMany())).not.toContain(token);
    await expect(inviteMember(ours.admin, { email: 'ann@example.com', role: 'admin' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: expect.any(String) as unknown },
    });
  });

  test('a link is for its own address, opens nothing when taken back, replaced or made up', async () => {
    const request = makeRequest(services);
    const stranger = await makeUser(services, { organisationId: theirs.organisationId, role: 'viewer' });
    const guest = await makeUser(services, {
      organisationId: theirs.organisationId,
      role: 'viewer',
      email: 'leo@example.com',
    });
    const first = await inviteMember(ours.owner, { email: 'leo@example.com', role: 'viewer' });
    const second = await inviteMember(ours.owner, { email: 'leo@example.com', role: 'admin' });
    await expect(acceptInvitation(request, { token: second.token, userId: stranger.userId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(acceptInvitation(request, { token: first.token, userId: guest.userId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('taken back') as unknown,
    });
    await revokeInvitation(ours.admin, { invitationId: second.invitationId });
    expect(await previewInvitation(request, { token: second.token })).toMatchObject({ state: 'revoked' });
    await expect(acceptInvitation(request, { token: second.token, userId: guest.userId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(revokeInvitation(ours.admin, { invitationId: second.invitationId })).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const token of ['', 'x'.repeat(43), 'x'.repeat(5_000)]) {
      await expect(previewInvitation(request, { token })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await eventsOf(ours, 'invitation.revoked')).toMatchObject([
      { targetName: 'leo@example.com', actorName: 'Sam' },
    ]);
    const { members } = await listMembers(ours.owner);
    expect(members.map(({ email }) => email)).not.toContain('leo@example.com');
  });

  test('a viewer invites and revokes nobody; another organisation finds nothing', async () => {
    const { invitationId } = await inviteMember(ours.owner, { email: 'kim@example.com', role: 'viewer' });
    await expect(inviteMember(ours.viewer, { email: 'eve@example.com', role: 'admin' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(revokeInvitation(ours.viewer, { invitationId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeInvitation(theirs.owner, { invitationId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listMembers(ours.owner)).invitations.map(({ id }) => id)).toContain(invitationId);
    expect((await listMembers(theirs.owner)).invitations).toEqual([]);
    await expect(inviteMember(ours.owner, { email: 'nonsense', role: 'viewer' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(inviteMember(ours.owner, { email: 'x@example.com', role: 'pirate' as 'admin' })).rejects.toMatchObject(
      {
        code: 'invalid_input',
        fields: { role: expect.any(String) as unknown },
      },
    );
  });
});

describe('roles', () => {
  beforeAll(renew);

  test('an owner changes a role; it holds from the next request, and is audited', async () => {
    const userId = userIdOf(ours.viewer);
    await changeRole(ours.owner, { userId, role: 'admin' });
    const ctx = await openContext(makeRequest(services), { userId, organisationSlug: ours.slug });
    expect(ctx.actor).toMatchObject({ role: 'admin' });
    await changeRole(ours.owner, { userId, role: 'viewer' });
    expect(await eventsOf(ours, 'member.role_changed')).toMatchObject([
      { targetId: userId, targetName: 'Jo', before: { role: 'viewer' }, after: { role: 'admin' } },
      { before: { role: 'admin' }, after: { role: 'viewer' } },
    ]);
  });

  test('a viewer changes nothing, not even themselves', async () => {
    await expect(changeRole(ours.viewer, { userId: userIdOf(ours.viewer), role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(removeMember(ours.viewer, { userId: userIdOf(ours.admin) })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('an admin makes no owner and reaches for none', async () => {
    await expect(changeRole(ours.admin, { userId: userIdOf(ours.admin), role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(changeRole(ours.admin, { userId: userIdOf(ours.owner), role: 'viewer' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(removeMember(ours.admin, { userId: userIdOf(ours.owner) })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test("another organisation's member is not found", async () => {
    for (const userId of [userIdOf(ours.viewer), crypto.randomUUID(), 'nonsense']) {
      await expect(changeRole(theirs.owner, { userId, role: 'admin' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(removeMember(theirs.owner, { userId })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('the last owner stays, also when two owners leave at once', async () => {
    const owner = userIdOf(ours.owner);
    await expect(changeRole(ours.owner, { userId: owner, role: 'admin' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(removeMember(ours.owner, { userId: owner })).rejects.toMatchObject({ code: 'conflict' });
    const admin = userIdOf(ours.admin);
    await changeRole(ours.owner, { userId: admin, role: 'owner' });
    const second = await openContext(makeRequest(services), { userId: admin, organisationSlug: ours.slug });
    const results = await Promise.allSettled([
      removeMember(ours.owner, { userId: admin }),
      removeMember(second, { userId: owner }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { members } = await listMembers(ours.viewer);
    expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1);
    expect(await eventsOf(ours, 'member.removed')).toHaveLength(1);
  });
});

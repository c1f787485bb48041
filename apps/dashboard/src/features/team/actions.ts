'use server';

import { member } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';
import { inviteSchema, ROLES } from './schema.ts';

export const inviteAction = organisationAction(inviteSchema, async (ctx, input) => {
  const { token } = await member.invite(ctx, input);
  return { path: `/join/${token}` };
});

export const revokeInvitationAction = organisationAction(z.object({ invitationId: z.uuid() }), (ctx, input) =>
  member.revokeInvitation(ctx, input),
);

export const changeRoleAction = organisationAction(z.object({ userId: z.uuid(), role: z.enum(ROLES) }), (ctx, input) =>
  member.changeRole(ctx, input),
);

export const removeMemberAction = organisationAction(z.object({ userId: z.uuid() }), (ctx, input) =>
  member.remove(ctx, input),
);

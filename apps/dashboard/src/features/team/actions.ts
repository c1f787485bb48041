'use server';

import { member } from '@clawberth/core';
import { z } from 'zod';
import { env } from '@/env.ts';
import { organisationAction } from '@/server/action.ts';
import { letterWay } from '@/server/letter-way.ts';
import { sentTerms } from './schema.ts';

const inviteSchema = z.object({ ...sentTerms, email: z.string().max(400), byLetter: z.boolean().default(false) });

/** The link, this once; and a letter with it where letters are sent. */
export const inviteAction = organisationAction(inviteSchema, async (ctx, { byLetter, ...input }) => {
  const letter = byLetter && letterWay() !== 'none' ? { letterFrom: env().NEXTAUTH_URL } : {};
  const { token } = await member.invite(ctx, { ...input, ...letter });
  return { path: `/join/${token}` };
});

const oneInvitation = z.object({ invitationId: z.uuid() });

export const resendInvitationAction = organisationAction(oneInvitation, async (ctx, { invitationId }) => {
  const letter = letterWay() === 'none' ? {} : { letterFrom: env().NEXTAUTH_URL };
  const { token } = await member.resendInvitation(ctx, { invitationId, ...letter });
  return { path: `/join/${token}` };
});

export const revokeInvitationAction = organisationAction(oneInvitation, (ctx, input) =>
  member.revokeInvitation(ctx, input),
);

export const changeRoleAction = organisationAction(z.object({ ...sentTerms, userId: z.uuid() }), (ctx, input) =>
  member.changeRole(ctx, input),
);

/** The secrets that the person could have got at, for the screen to offer their keys' pages. */
export const removeMemberAction = organisationAction(z.object({ userId: z.uuid() }), (ctx, input) =>
  member.remove(ctx, input),
);

export const leaveAction = organisationAction(z.object({}), (ctx) => member.leave(ctx));

export const transferOwnershipAction = organisationAction(
  z.object({ userId: z.uuid(), confirmName: z.string().max(200) }),
  (ctx, input) => member.transferOwnership(ctx, input),
);

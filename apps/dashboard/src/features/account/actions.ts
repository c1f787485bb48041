'use server';

import { account, member, organisation } from '@clawberth/core';
import { z } from 'zod';
import { publicAction, userAction } from '@/server/action.ts';
import { organisationSchema, signUpSchema } from './schemas.ts';

export const signUpAction = publicAction(signUpSchema, async (request, input) => {
  const { organisationSlug } = await account.signUp(request, input);
  return { organisationSlug };
});

export const acceptInvitationAction = userAction(z.object({ token: z.string().max(200) }), (request, user, { token }) =>
  member.acceptInvitation(request, { token, userId: user.userId }),
);

export const createOrganisationAction = userAction(organisationSchema, (request, user, { organisationName }) =>
  organisation.create(request, { userId: user.userId, name: organisationName }),
);

'use server';

import { session } from '@clawberth/core';
import { z } from 'zod';
import { userAction } from '@/server/action.ts';
import { leftOf } from '@/server/left-of.ts';

/** Says that a person is at work here; answers how long the session lasts from now. */
export const touchSessionAction = userAction(z.object({}), (_request, user) => Promise.resolve(leftOf(user)));

/** Ends the session that this browser has. */
export const signOutAction = userAction(z.object({}), (request, user) =>
  session.end(request, user, { sessionId: user.sessionId }),
);

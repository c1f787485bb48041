import 'server-only';
import { account, ClawberthError, type Context } from '@clawberth/core';
import { headers } from 'next/headers';
import { buildRequestContext } from './request-context.ts';
import { readSession } from './session.ts';

/**
 * Session in, organisation context out; core reads the membership anew each time.
 * Throws `not_signed_in` without a session and `not_found` for an organisation that is not the user's.
 */
export async function openOrganisation(organisationSlug: string): Promise<Context> {
  const user = await readSession();
  if (!user) throw new ClawberthError('not_signed_in', 'Your session has ended. Sign in again to go on.');
  const request = await buildRequestContext(await headers());
  return account.openContext(request, { userId: user.userId, organisationSlug });
}

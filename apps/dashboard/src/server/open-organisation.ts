import 'server-only';
import { account, ClawberthError, type Context } from '@clawberth/core';
import { headers } from 'next/headers';
import { texts } from '@/texts/index.ts';
import { buildRequestContext } from './request-context.ts';
import { readSession } from './session.ts';

/**
 * Session in, organisation context out; core reads session and membership anew each time.
 * Throws `not_signed_in` without a session, `not_found` for an organisation that is not the user's,
 * `second_factor_required` where it demands one.
 */
export async function openOrganisation(
  organisationSlug: string,
  { background = false }: { background?: boolean } = {},
): Promise<Context> {
  const user = await readSession({ background });
  if (!user) throw new ClawberthError('not_signed_in', texts.errors.sessionEnded);
  const request = await buildRequestContext(await headers(), user);
  return account.openContext(request, { userId: user.userId, organisationSlug });
}

import 'server-only';
import type { RequestContext, session } from '@clawberth/core';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { pathHere } from './page-context.ts';
import { buildRequestContext } from './request-context.ts';
import { readSession } from './session.ts';

/** For pages of a person and no organisation. Nobody signed in → the sign-in page. */
export async function ownPage(): Promise<{ user: session.LivingSession; request: RequestContext }> {
  const user = await readSession();
  if (!user) redirect(`/sign-in?next=${await pathHere()}`);
  return { user, request: await buildRequestContext(await headers(), user) };
}

import 'server-only';
import { ClawberthError, type Context } from '@clawberth/core';
import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { openOrganisation } from './open-organisation.ts';

/** The context of the page being rendered; layout and page share one. Nobody signed in → the sign-in page. */
export const pageContext = cache((organisationSlug: string): Promise<Context> =>
  readForPage(() => openOrganisation(organisationSlug)),
);

/**
 * Reads for a page: what is not there shows the not-found page, what is not allowed the forbidden page. Who must sign in,
 * or set up a second factor, goes there first.
 */
export async function readForPage<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ClawberthError)) throw error;
    if (error.code === 'not_signed_in') redirect(`/sign-in?next=${await pathHere()}`);
    if (error.code === 'second_factor_required') redirect(`/account/second-factor?next=${await pathHere()}`);
    if (error.code === 'not_found' || error.code === 'invalid_input') notFound();
    if (error.code === 'forbidden') forbidden();
    throw error;
  }
}

/** The page that was asked for, ready for a query. */
export async function pathHere(): Promise<string> {
  return encodeURIComponent((await headers()).get('x-clawberth-path') ?? '/');
}

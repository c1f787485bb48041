'use client';

import { leaveForSecondFactor, leaveForSignIn } from './leave-for-sign-in.ts';

/** Goes where a refused answer sends the reader: to sign in, or to set up a second factor. Says whether it does. */
export async function followResponse(response: Response): Promise<boolean> {
  if (response.status === 401) {
    leaveForSignIn();
    return true;
  }
  if (response.status !== 403) return false;
  const body = (await response.json().catch(() => null)) as { code?: string } | null;
  if (body?.code !== 'second_factor_required') return false;
  leaveForSecondFactor();
  return true;
}

/** Asks an address that refused a stream once more, only to see why. */
export async function followRefusal(url: string): Promise<void> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal, cache: 'no-store' }).catch(() => null);
  if (response && !response.ok) await followResponse(response);
  stop.abort();
}

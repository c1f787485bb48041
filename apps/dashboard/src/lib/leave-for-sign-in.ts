'use client';

/** The sign-in page, which leads back to where the reader is now. */
export function signInPathBackHere(): string {
  const { pathname, search } = window.location;
  return `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}

/** Goes to the sign-in page, which says why. A full load: nothing of what was shown stays. */
export function leaveForSignIn(): void {
  window.location.assign(signInPathBackHere());
}

/** Goes where a second factor is set up, and from there back here. */
export function leaveForSecondFactor(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/account/second-factor?next=${encodeURIComponent(pathname + search)}`);
}

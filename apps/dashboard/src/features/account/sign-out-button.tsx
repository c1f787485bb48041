'use client';

import { Button } from '@/components/ui/button.tsx';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { texts } from '@/texts/index.ts';

/** Ends the session and leads to the sign-in page, or back to `to`. */
export function SignOutButton({ to = '/sign-in' }: { to?: string }) {
  return <Button onClick={() => void signOutHere(to)}>{texts.common.signOut}</Button>;
}

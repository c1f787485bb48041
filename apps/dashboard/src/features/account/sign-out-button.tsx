'use client';

import { signOut } from 'next-auth/react';
import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';

/** Ends the session and leads to the sign-in page, or back to `to`. */
export function SignOutButton({ to = '/sign-in' }: { to?: string }) {
  return <Button onClick={() => void signOut({ callbackUrl: to })}>{texts.common.signOut}</Button>;
}

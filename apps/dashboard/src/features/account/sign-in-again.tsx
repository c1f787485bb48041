'use client';

import { Button } from '@/components/ui/button.tsx';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { texts } from '@/texts/index.ts';

type Props = { next: string; label?: string };

/** Ends this session and leads through signing in, with the code this time, to `next`. */
export function SignInAgain({ next, label = texts.ownAccount.setUp.again }: Props) {
  return (
    <Button variant="primary" onClick={() => void signOutHere(`/sign-in?next=${encodeURIComponent(next)}`)}>
      {label}
    </Button>
  );
}

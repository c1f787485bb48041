'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { acceptInvitationAction } from './actions.ts';
import { SignOutButton } from './sign-out-button.tsx';

const t = texts.account;

type Props = { token: string; invitedEmail: string; signedInEmail: string | null };

/** What somebody with an open invitation can do next. */
export function JoinChoices({ token, invitedEmail, signedInEmail }: Props) {
  const { pending, run } = useAction();
  const here = `/join/${token}`;
  if (signedInEmail === null) {
    const query = `?next=${encodeURIComponent(here)}&email=${encodeURIComponent(invitedEmail)}`;
    return (
      <div className="grid gap-3">
        <p>{t.join.signInFirst}</p>
        <Button asChild variant="primary">
          <Link href={`/sign-up${query}`}>{t.createAccount}</Link>
        </Button>
        <Button asChild>
          <Link href={`/sign-in${query}`}>{t.signIn}</Link>
        </Button>
      </div>
    );
  }
  if (signedInEmail.toLowerCase() !== invitedEmail.toLowerCase()) {
    return (
      <div className="grid gap-3">
        <Notice tone="warn">{t.join.wrongAccount(signedInEmail)}</Notice>
        <SignOutButton to={here} />
      </div>
    );
  }
  async function join() {
    const result = await run(() => acceptInvitationAction({ token }));
    if (result?.ok) window.location.assign(`/o/${result.value.organisationSlug}/bots`);
  }
  return (
    <Button variant="primary" pending={pending} onClick={() => void join()}>
      {t.join.accept}
    </Button>
  );
}

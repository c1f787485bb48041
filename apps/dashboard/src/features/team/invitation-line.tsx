'use client';

import type { member } from '@clawberth/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { resendInvitationAction, revokeInvitationAction } from './actions.ts';
import { GuestLine } from './guest-line.tsx';
import { InvitationLink, type MadeLink } from './invitation-link.tsx';
import { LetterState } from './letter-state.tsx';
import type { LetterWay } from './team-page.tsx';

const t = texts.team;

type Props = { invitation: Wire<member.InvitationView>; letters: LetterWay };

/** An open invitation, what became of its letter, and the ways to send it again and to take it back. */
export function InvitationLine({ invitation, letters }: Props) {
  const { slug, role: ownRole } = useOrganisation();
  const mayManage = useMay('member:manage');
  const router = useRouter();
  const revoking = useAction();
  const sending = useAction();
  const [made, setMade] = useState<MadeLink | null>(null);
  const { id: invitationId, email, role, invitedByName, guest } = invitation;
  async function resend() {
    const result = await sending.run(() => resendInvitationAction(slug, { invitationId }));
    if (!result?.ok) return;
    setMade({ link: new URL(result.value.path, window.location.origin).href, letterTo: email });
  }
  function close() {
    setMade(null);
    router.refresh();
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold break-all">{email}</p>
        <p className="text-small text-muted">
          {texts.common.roles[role]} · {t.invited} <Time at={invitation.createdAt} />{' '}
          {invitedByName && t.by(invitedByName)} ·{' '}
          {invitation.expired ? (
            t.expired
          ) : (
            <>
              {t.expires} <Time at={invitation.expiresAt} />
            </>
          )}
        </p>
        {guest && <GuestLine guest={guest} ended={false} />}
        <LetterState letter={invitation.letter} letters={letters} />
      </div>
      {mayManage && (
        <div className="flex flex-wrap gap-2.5">
          {(role !== 'owner' || ownRole === 'owner') && (
            <Button pending={sending.pending} aria-label={t.resendOf(email)} onClick={() => void resend()}>
              {t.resend}
            </Button>
          )}
          <Button
            pending={revoking.pending}
            aria-label={t.revokeOf(email)}
            onClick={() =>
              void revoking.run(() => revokeInvitationAction(slug, { invitationId }), {
                success: t.revoked,
                refresh: true,
              })
            }
          >
            {t.revoke}
          </Button>
        </div>
      )}
      <Dialog
        open={made !== null}
        onOpenChange={(open) => !open && close()}
        title={t.resentTitle}
        description={t.resentText}
      >
        {made && <InvitationLink made={made} letters={letters} onDone={close} />}
      </Dialog>
    </li>
  );
}

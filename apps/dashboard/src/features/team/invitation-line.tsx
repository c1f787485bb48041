'use client';

import type { member } from '@clawberth/core';
import { Button } from '@/components/ui/button.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { revokeInvitationAction } from './actions.ts';

const t = texts.team;

/** An open invitation and the way to take it back. */
export function InvitationLine({ invitation }: { invitation: Wire<member.InvitationView> }) {
  const { slug } = useOrganisation();
  const mayManage = useMay('member:manage');
  const { pending, run } = useAction();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold break-all">{invitation.email}</p>
        <p className="text-small text-muted">
          {texts.common.roles[invitation.role]} · {t.sent} <Time at={invitation.createdAt} /> ·{' '}
          {invitation.expired ? (
            t.expired
          ) : (
            <>
              {t.expires} <Time at={invitation.expiresAt} />
            </>
          )}
        </p>
      </div>
      {mayManage && (
        <Button
          pending={pending}
          aria-label={t.revokeOf(invitation.email)}
          onClick={() =>
            void run(() => revokeInvitationAction(slug, { invitationId: invitation.id }), {
              success: t.revoked,
              refresh: true,
            })
          }
        >
          {t.revoke}
        </Button>
      )}
    </li>
  );
}

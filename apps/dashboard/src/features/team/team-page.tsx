'use client';

import type { member } from '@clawberth/core';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { InvitationLine } from './invitation-line.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberLine } from './member-line.tsx';

const t = texts.team;

type Props = { members: Wire<member.MemberView>[]; invitations: Wire<member.InvitationView>[]; ownId: string };

/** Who belongs to the organisation, who is invited, and the way to invite. */
export function TeamPage({ members, invitations, ownId }: Props) {
  const mayManage = useMay('member:manage');
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageHeader title={t.title} lead={mayManage ? t.lead : texts.common.viewerReason}>
        {mayManage && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {t.invite}
          </Button>
        )}
      </PageHeader>
      <div className="grid gap-8">
        <section className="grid gap-3">
          <h2 className="text-lead font-bold">{t.members}</h2>
          <Card className="py-1">
            <ul className="divide-y divide-line">
              {members.map((entry) => (
                <MemberLine key={entry.userId} member={entry} own={entry.userId === ownId} />
              ))}
            </ul>
          </Card>
          {members.length === 1 && mayManage && <p className="text-muted">{t.aloneText}</p>}
        </section>
        {(invitations.length > 0 || mayManage) && (
          <section className="grid gap-3">
            <h2 className="text-lead font-bold">{t.invitations}</h2>
            {invitations.length === 0 ? (
              <p className="text-muted">{t.invitationsNone}</p>
            ) : (
              <Card className="py-1">
                <ul className="divide-y divide-line">
                  {invitations.map((invitation) => (
                    <InvitationLine key={invitation.id} invitation={invitation} />
                  ))}
                </ul>
              </Card>
            )}
          </section>
        )}
      </div>
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </>
  );
}

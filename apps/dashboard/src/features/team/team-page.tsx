'use client';

import type { member } from '@clawberth/core';
import { UserPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { InvitationLine } from './invitation-line.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LeaveOrganisation } from './leave-organisation.tsx';
import { MemberLine, type Member } from './member-line.tsx';
import { RemoveMember } from './remove-member.tsx';
import { TransferOwnership } from './transfer-ownership.tsx';

const t = texts.team;
const LOOK_AGAIN_MS = 4_000;

export type BotName = { id: string; name: string };
/** What becomes of a letter here. */
export type LetterWay = 'sent' | 'mailbox' | 'none';

type Props = {
  members: Member[];
  invitations: Wire<member.InvitationView>[];
  /** Null for support staff, who are no member. */
  ownId: string | null;
  bots: BotName[];
  letters: LetterWay;
};

/** Who belongs to the organisation, who is invited, and the ways to invite, change, remove and leave. */
export function TeamPage({ members, invitations, ownId, bots, letters }: Props) {
  const mayManage = useMay('member:manage');
  const [inviting, setInviting] = useState(false);
  // Beside the list: who is removed is no longer in it while the keys to replace are shown.
  const [removing, setRemoving] = useState<Member | null>(null);
  useFreshLetters(letters === 'sent' && invitations.some(({ letter }) => letter?.state === 'waiting'));
  return (
    <>
      <PageHeader title={t.title} lead={mayManage ? t.lead : t.readOnly}>
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
                <MemberLine
                  key={entry.userId}
                  member={entry}
                  own={entry.userId === ownId}
                  bots={bots}
                  onRemove={setRemoving}
                />
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
                    <InvitationLine key={invitation.id} invitation={invitation} letters={letters} />
                  ))}
                </ul>
              </Card>
            )}
          </section>
        )}
        {ownId !== null && <DangerZone members={members} ownId={ownId} />}
      </div>
      <InviteDialog bots={bots} letters={letters} open={inviting} onOpenChange={setInviting} />
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function DangerZone({ members, ownId }: { members: Member[]; ownId: string }) {
  const { role } = useOrganisation();
  const mayTransfer = useMay('organisation:transfer');
  const others = members.filter(({ userId, ended }) => userId !== ownId && !ended);
  const lastOwner = role === 'owner' && !others.some((one) => one.role === 'owner');
  return (
    <section className="grid gap-3">
      <h2 className="text-lead font-bold">{t.danger}</h2>
      <Card className="divide-y divide-line py-1">
        {mayTransfer && <TransferOwnership candidates={others.filter((one) => one.role !== 'owner')} />}
        <LeaveOrganisation lastOwner={lastOwner} />
      </Card>
    </section>
  );
}

/** Reads the page anew while a letter is on its way. */
function useFreshLetters(waiting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router, waiting]);
}

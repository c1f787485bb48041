'use client';

import type { member } from '@clawberth/core';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { ChangeRole } from './change-role.tsx';
import { GuestLine } from './guest-line.tsx';
import type { BotName } from './team-page.tsx';

const t = texts.team;

export type Member = Wire<member.MemberView>;
type Props = { member: Member; own: boolean; bots: BotName[]; onRemove: (member: Member) => void };

/** A member with the role, which may be changed, and the way out. */
export function MemberLine({ member: entry, own, bots, onRemove }: Props) {
  const { role: ownRole } = useOrganisation();
  const mayManage = useMay('member:manage');
  const [changing, setChanging] = useState(false);
  // Only an owner changes owners; the server says so as well.
  const editable = mayManage && !own && (ownRole === 'owner' || entry.role !== 'owner');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <Avatar name={entry.name} size="small" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-semibold break-words">{entry.name}</span>
          {own && <span className="text-muted">({t.you})</span>}
          <Pill tone={entry.role === 'owner' ? 'active' : 'quiet'} small>
            {texts.common.roles[entry.role]}
          </Pill>
        </p>
        <p className="text-small [overflow-wrap:anywhere] text-muted">
          {entry.email} · {t.joined} <Time at={entry.joinedAt} />
          {entry.secondFactor !== null && (
            <>
              {', '}
              {entry.lastSeenAt ? (
                <>
                  {t.lastSeen} <Time at={entry.lastSeenAt} />
                </>
              ) : (
                t.neverSeen
              )}{' '}
              · {entry.secondFactor ? t.secondFactorOn : t.secondFactorOff}
            </>
          )}
        </p>
        {entry.guest && <GuestLine guest={entry.guest} ended={entry.ended} />}
      </div>
      {editable && (
        <div className="flex flex-wrap gap-2.5">
          <Button aria-label={t.changeOf(entry.name)} onClick={() => setChanging(true)}>
            {t.change}
          </Button>
          <Button variant="danger" aria-label={t.removeOf(entry.name)} onClick={() => onRemove(entry)}>
            {t.remove}
          </Button>
          <ChangeRole member={entry} bots={bots} open={changing} onOpenChange={setChanging} />
        </div>
      )}
    </li>
  );
}

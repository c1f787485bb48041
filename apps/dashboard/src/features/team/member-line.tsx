'use client';

import type { member } from '@clawberth/core';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { changeRoleAction } from './actions.ts';
import { RemoveMember } from './remove-member.tsx';
import { ROLES } from './schema.ts';

const t = texts.team;
const roleNames = texts.common.roles;

/** A member with the role, which may be changed, and the way out. */
export function MemberLine({ member: entry, own }: { member: Wire<member.MemberView>; own: boolean }) {
  const { slug, role: ownRole } = useOrganisation();
  const mayManage = useMay('member:manage');
  const { pending, run } = useAction();
  const [removing, setRemoving] = useState(false);
  // Only an owner makes or changes owners; the server says so as well.
  const roles = ownRole === 'owner' ? ROLES : ROLES.filter((role) => role !== 'owner');
  const editable = mayManage && !own && (ownRole === 'owner' || entry.role !== 'owner');
  const changeRole = (role: (typeof ROLES)[number]) =>
    run(() => changeRoleAction(slug, { userId: entry.userId, role }), {
      success: t.roleChanged(entry.name, roleNames[role]),
      refresh: true,
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <Avatar name={entry.name} size="small" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold break-words">
          {entry.name} {own && <span className="font-normal text-muted">({t.you})</span>}
        </p>
        <p className="text-small [overflow-wrap:anywhere] text-muted">
          {entry.email} · {t.joined} <Time at={entry.joinedAt} />
        </p>
      </div>
      {editable ? (
        <>
          <Select
            aria-label={t.roleOf(entry.name)}
            className="h-10 w-32"
            value={entry.role}
            disabled={pending}
            onChange={(event) => void changeRole(event.target.value as (typeof ROLES)[number])}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleNames[role]}
              </option>
            ))}
          </Select>
          <Button variant="danger" aria-label={t.removeOf(entry.name)} onClick={() => setRemoving(true)}>
            {t.remove}
          </Button>
          <RemoveMember member={entry} open={removing} onOpenChange={setRemoving} />
        </>
      ) : (
        <span className="text-muted">{roleNames[entry.role]}</span>
      )}
    </li>
  );
}

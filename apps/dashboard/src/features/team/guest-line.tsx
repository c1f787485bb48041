'use client';

import type { member } from '@clawberth/core';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';

const t = texts.team;

/** What a guest sees, and until when. */
export function GuestLine({ guest, ended }: { guest: Wire<member.GuestTerms>; ended: boolean }) {
  const bots = new Intl.ListFormat('en-GB').format(guest.bots.map(({ name }) => name));
  return (
    <p className="text-small break-words text-muted">
      {guest.bots.length === 0 ? t.guestSeesNothing : t.guestSees(bots)} ·{' '}
      <span className={ended ? 'font-medium text-warn' : undefined}>
        {ended ? t.guestEnded : t.guestEnds} <Time at={guest.until} />
      </span>
    </p>
  );
}

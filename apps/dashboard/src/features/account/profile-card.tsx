import type { account } from '@clawberth/core';
import { Card } from '@/components/ui/card.tsx';
import { Facts } from '@/components/ui/facts.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';

const t = texts.ownAccount;

/** Name, address, and whether this is support staff. */
export function ProfileCard({ profile }: { profile: Wire<account.ProfileView> }) {
  const facts = [
    { label: t.profile.name, value: profile.name },
    { label: t.profile.email, value: profile.email },
    { label: t.profile.since, value: <Time at={profile.createdAt} /> },
  ];
  return (
    <Card className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-bold">{t.profile.title}</h2>
        {profile.platformRole === 'support' && <Pill tone="active">{t.supportStaff}</Pill>}
      </div>
      <Facts facts={facts} className="grid-cols-[80px_1fr] sm:grid-cols-[120px_1fr] gap-y-1.5" />
    </Card>
  );
}

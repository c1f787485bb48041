import { allows, organisation, roleAllows, secondFactor, type Context } from '@clawberth/core';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { CardHeading } from '@/components/ui/card-heading.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Facts } from '@/components/ui/facts.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { Time } from '@/components/ui/time.tsx';
import { SignOutButton } from '@/features/account/sign-out-button.tsx';
import { RotationCard } from '@/features/settings/rotation-card.tsx';
import { SecurityCard } from '@/features/settings/security-card.tsx';
import { ThemeChoice } from '@/features/settings/theme-choice.tsx';
import { VisitorsNotice } from '@/features/support/visitors-notice.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { readVisits } from '@/server/read-visits.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

const t = texts.settings;
export const metadata: Metadata = { title: t.title };

export default async function SettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageContext((await params).org);
  const [current, user] = [await readForPage(() => organisation.get(ctx)), await readSession()];
  const security = await readForPage(() => readSecurity(ctx, current));
  const dueSecrets = allows(ctx, 'config:read') ? await readForPage(() => organisation.listDueSecrets(ctx)) : null;
  const visits = await readForPage(() => readVisits(ctx));
  const facts = [
    { label: t.name, value: current.name },
    { label: t.address, value: current.slug },
    { label: t.yourRole, value: texts.common.roles[current.role] },
    { label: t.created, value: <Time at={current.createdAt.toISOString()} /> },
  ];
  return (
    <div className="max-w-[640px]">
      <PageHeader title={t.title} />
      <VisitorsNotice visits={visits} />
      <div className="grid gap-4">
        <Card className="grid gap-3">
          <h2 className="font-bold">{t.organisation}</h2>
          <Facts facts={facts} className="grid-cols-[120px_1fr] gap-y-1.5" />
        </Card>
        {security && <SecurityCard {...security} />}
        {dueSecrets && <RotationCard policy={current.rotationPolicy} secrets={toWire(dueSecrets)} />}
        <Card className="grid gap-3">
          <CardHeading title={t.appearance} text={t.appearanceText} />
          <ThemeChoice />
        </Card>
        <Card className="grid justify-items-start gap-3">
          <h2 className="font-bold">{t.account}</h2>
          <p className="break-all">
            {user?.name} <span className="text-muted">{user?.email}</span>
          </p>
          <p className="text-small text-muted">{t.sessionText}</p>
          <div className="flex flex-wrap gap-2.5">
            <Button asChild>
              <Link href={`/account?from=${current.slug}`}>{t.toAccount}</Link>
            </Button>
            <SignOutButton />
          </div>
        </Card>
      </div>
    </div>
  );
}

/** For those who may ask all members for a second factor: who has none, and how it stands with their own. */
async function readSecurity(ctx: Context, { role, requiresSecondFactor }: organisation.OrganisationView) {
  if (!('userId' in ctx.actor) || !roleAllows(role, 'organisation:secure')) return null;
  const [without, own] = await Promise.all([
    organisation.listWithoutSecondFactor(ctx),
    secondFactor.get(ctx, { userId: ctx.actor.userId }),
  ]);
  const shown = ctx.session?.secondFactor === true;
  return {
    required: requiresSecondFactor,
    without,
    own: !own.on ? ('none' as const) : shown ? ('shown' as const) : ('not_shown' as const),
  };
}

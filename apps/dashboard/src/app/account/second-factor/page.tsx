import { account, secondFactor } from '@clawberth/core';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { ProofProvider } from '@/features/account/proof-context.tsx';
import { SetUp } from '@/features/account/set-up.tsx';
import { SignInAgain } from '@/features/account/sign-in-again.tsx';
import { nextPath } from '@/lib/next-path.ts';
import { ownPage } from '@/server/own-page.ts';
import { texts } from '@/texts/index.ts';

const t = texts.ownAccount.setUp;
export const metadata: Metadata = { title: t.title };

/** Where a second factor is set up, by choice or because the organisation behind `next` asks for one. */
export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { user, request } = await ownPage();
  const asked = nextPath((await searchParams).next);
  const next = asked === '/' ? '/account' : asked;
  const [profile, factor, organisations] = await Promise.all([
    account.getProfile(request, user),
    secondFactor.get(request, user),
    account.listOrganisations(request, user.userId),
  ]);
  const demanding = organisations.find(({ slug }) => next === `/o/${slug}` || next.startsWith(`/o/${slug}/`));
  if (factor.on && !user.secondFactor)
    return (
      <>
        <PageHeader title={t.againTitle} lead={t.againText} />
        <SignInAgain next={next} />
      </>
    );
  if (factor.on)
    return (
      <>
        <PageHeader title={t.isOn} lead={t.isOnText} />
        <Button asChild variant="primary">
          <Link href={next}>{next === '/account' ? t.toAccount : t.continue}</Link>
        </Button>
      </>
    );
  return (
    <ProofProvider value={{ hasPassword: profile.hasPassword, hasSecondFactor: false }}>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid gap-4">
        {demanding && (
          <Notice>
            <p className="font-semibold">{t.asked(demanding.name)}</p>
            <p>{t.askedText}</p>
          </Notice>
        )}
        <Card>
          <SetUp email={profile.email} next={next} />
        </Card>
      </div>
    </ProofProvider>
  );
}

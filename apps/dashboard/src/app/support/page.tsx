import { support } from '@clawberth/core';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Logo } from '@/components/shell/logo.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { SignOutButton } from '@/features/account/sign-out-button.tsx';
import { SessionGuard } from '@/features/session/session-guard.tsx';
import { FoundOrganisations } from '@/features/support/found-organisations.tsx';
import { OpenVisits } from '@/features/support/open-visits.tsx';
import { SearchForm } from '@/features/support/search-form.tsx';
import { ownPage } from '@/server/own-page.ts';
import { readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';

const t = texts.support;
export const metadata: Metadata = { title: t.title };

type Query = { words?: string | string[]; left?: string; over?: string };

/** For support staff; for anybody else it is not there. */
export default async function SupportPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { user, request } = await ownPage();
  const { words, left, over } = await searchParams;
  const asked = words === undefined ? null : String([words].flat()[0]).slice(0, 200);
  const [visits, found] = await readForPage(() =>
    Promise.all([
      support.listVisits(request, user),
      asked === null ? null : support.search(request, user, { words: asked }),
    ]),
  );
  return (
    <>
      <header className="mx-auto flex max-w-[760px] flex-wrap items-center justify-between gap-3 px-4 pt-6">
        <Logo />
        <div className="flex items-center gap-5">
          <Link href="/account" className="font-semibold text-primary underline-offset-4 hover:underline">
            {texts.common.yourAccount}
          </Link>
          <SignOutButton />
        </div>
      </header>
      <main id="content" className="mx-auto grid max-w-[760px] content-start gap-6 px-4 pt-8 pb-28">
        <PageHeader title={t.title} lead={t.lead} />
        {over !== undefined && <Notice>{t.over}</Notice>}
        {left !== undefined && <Notice tone="good">{t.left}</Notice>}
        <OpenVisits visits={visits} />
        <SearchForm words={asked ?? ''} />
        {found && <FoundOrganisations found={found} open={visits.map(({ organisation }) => organisation.slug)} />}
      </main>
      <SessionGuard />
    </>
  );
}

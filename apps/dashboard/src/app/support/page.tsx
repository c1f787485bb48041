import { support } from '@clawberth/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { Logo } from '@/components/shell/logo.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { SignOutButton } from '@/features/account/sign-out-button.tsx';
import { FoundOrganisations } from '@/features/support/found-organisations.tsx';
import { OpenVisits } from '@/features/support/open-visits.tsx';
import { SearchForm } from '@/features/support/search-form.tsx';
import { readForPage } from '@/server/page-context.ts';
import { buildRequestContext } from '@/server/request-context.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

const t = texts.support;
export const metadata: Metadata = { title: t.title };

/** For support staff; for anybody else it is not there. */
export default async function SupportPage({ searchParams }: { searchParams: Promise<{ words?: string }> }) {
  const user = await readSession();
  if (!user) redirect('/sign-in?next=/support');
  const request = await buildRequestContext(await headers(), user);
  const { words } = await searchParams;
  const asked = words === undefined ? null : String(words).slice(0, 200);
  const [visits, found] = await readForPage(() =>
    Promise.all([
      support.listVisits(request, user),
      asked === null ? null : support.search(request, user, { words: asked }),
    ]),
  );
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[760px] content-start gap-6 px-4 py-8">
      <div className="flex items-center justify-between gap-3">
        <Logo />
        <SignOutButton />
      </div>
      <PageHeader title={t.title} lead={t.lead} />
      <OpenVisits visits={visits} />
      <SearchForm words={asked ?? ''} />
      {found && <FoundOrganisations found={found} />}
    </main>
  );
}

import { account } from '@clawberth/core';
import { Suspense, type ReactNode } from 'react';
import { Logo } from '@/components/shell/logo.tsx';
import { BackLink } from '@/features/account/back-link.tsx';
import { SessionGuard } from '@/features/session/session-guard.tsx';
import { ownPage } from '@/server/own-page.ts';
import { texts } from '@/texts/index.ts';

/** The frame of what belongs to a person and to no organisation. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { request, user } = await ownPage();
  const organisations = await account.listOrganisations(request, user.userId);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-card px-4 py-2 font-semibold focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {texts.common.skipToContent}
      </a>
      <header className="mx-auto flex max-w-[640px] flex-wrap items-center justify-between gap-3 px-4 pt-6">
        <Logo />
        <Suspense>
          <BackLink organisations={organisations.map(({ slug, name }) => ({ slug, name }))} />
        </Suspense>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-[640px] px-4 pt-8 pb-28 outline-none">
        {children}
      </main>
      <SessionGuard />
    </>
  );
}

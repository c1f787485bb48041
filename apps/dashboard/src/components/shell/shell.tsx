import type { ReactNode } from 'react';
import { texts } from '@/texts/index.ts';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import { BottomBar, SideNavigation } from './navigation.tsx';
import { OrganisationSwitcher } from './organisation-switcher.tsx';

type Props = {
  organisations: { slug: string; name: string }[];
  userName: string;
  /** Whether they are support staff, who have a console of their own. */
  isSupport: boolean;
  children: ReactNode;
};

/** Sidebar on a wide screen, bottom bar on a phone, the page beside or above it. */
export function Shell({ organisations, userName, isSupport, children }: Props) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-card px-4 py-2 font-semibold focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {texts.common.skipToContent}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line px-3.5 py-5 md:flex">
        <div className="px-2.5">
          <Logo />
        </div>
        <OrganisationSwitcher organisations={organisations} />
        <SideNavigation />
        <div className="mt-auto">
          <AccountMenu name={userName} isSupport={isSupport} />
        </div>
      </aside>
      <header className="flex items-center gap-2 border-b border-line px-4 py-2.5 md:hidden">
        <div className="min-w-0 flex-1">
          <OrganisationSwitcher organisations={organisations} />
        </div>
        <AccountMenu name={userName} isSupport={isSupport} compact />
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 pt-6 pb-28 outline-none md:px-[38px] md:pt-7 md:pb-14">
        <div className="max-w-[1000px]">{children}</div>
      </main>
      <BottomBar />
    </div>
  );
}

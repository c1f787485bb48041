'use client';

import type { Permission } from '@clawberth/core/screens';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import { useBot, useBotPath } from './bot-context.tsx';

/** Each page with what it takes to see it. */
const PAGES = [
  ['home', 'bot:read'],
  ['people', 'person:read'],
  ['personality', 'config:read'],
  ['keys', 'config:read'],
  ['logs', 'log:read'],
  ['safety', 'bot:read'],
  ['history', 'audit:read'],
] as const satisfies readonly (readonly [string, Permission])[];

/** The bot's pages; how many people wait stands beside People. */
export function BotTabs() {
  const root = useBotPath();
  const pathname = usePathname();
  const { waiting } = useBot();
  const { rights } = useOrganisation();
  const list = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the screen; the current one comes into sight.
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`a[href="${pathname}"]`);
    if (current) list.current?.scrollTo({ left: current.offsetLeft - 40 });
  }, [pathname]);
  return (
    <nav
      ref={list}
      aria-label={texts.bot.tabsLabel}
      className="relative mb-6 flex gap-6 overflow-x-auto border-b border-line max-sm:-mx-4 max-sm:px-4"
    >
      {PAGES.filter(([, right]) => rights.includes(right)).map(([page]) => {
        const href = page === 'home' ? root : `${root}/${page}`;
        const current = pathname === href;
        return (
          <Link
            key={page}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cn(
              'flex shrink-0 items-center gap-2 border-b-2 pt-1 pb-2.5 font-medium outline-offset-[-2px] transition-colors duration-150',
              current ? 'border-primary text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {texts.bot.tabs[page]}
            {page === 'people' && waiting > 0 && (
              <span className="rounded-full bg-warn-soft px-1.5 text-small font-bold text-warn tabular-nums">
                {waiting}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

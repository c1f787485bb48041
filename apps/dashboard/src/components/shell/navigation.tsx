'use client';

import type { Permission } from '@clawberth/core/screens';
import { Bot, ScrollText, Settings, Users, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';

type Item = { path: string; label: string; Icon: LucideIcon; right?: Permission };

/** Each place with what it takes to see it; a guest has the bots alone, support staff no settings. */
const ITEMS: readonly Item[] = [
  { path: 'bots', label: texts.common.nav.bots, Icon: Bot },
  { path: 'team', label: texts.common.nav.team, Icon: Users, right: 'member:read' },
  { path: 'audit', label: texts.common.nav.audit, Icon: ScrollText, right: 'audit:read' },
  { path: 'settings', label: texts.common.nav.settings, Icon: Settings, right: 'config:read' },
];

function useItems() {
  const { slug, rights } = useOrganisation();
  const pathname = usePathname();
  return ITEMS.filter(({ right }) => right === undefined || rights.includes(right)).map((item) => {
    const href = `/o/${slug}/${item.path}`;
    return { ...item, href, current: pathname === href || pathname.startsWith(`${href}/`) };
  });
}

export function SideNavigation() {
  const items = useItems();
  return (
    <nav aria-label={texts.common.mainNavigation} className="grid gap-1">
      {items.map(({ href, label, Icon, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={cn(
            'flex h-10 items-center gap-3 rounded-control px-3 font-medium transition-colors duration-150',
            current ? 'bg-soft text-primary' : 'text-muted hover:bg-soft/60 hover:text-ink',
          )}
        >
          <Icon aria-hidden className="size-[18px]" />
          {label}
        </Link>
      ))}
    </nav>
  );
}

export function BottomBar() {
  const items = useItems();
  return (
    <nav
      aria-label={texts.common.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.map(({ href, label, Icon, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={cn(
            'grid min-h-14 place-items-center content-center gap-0.5 text-small font-medium',
            current ? 'text-primary' : 'text-muted',
          )}
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </Link>
      ))}
    </nav>
  );
}

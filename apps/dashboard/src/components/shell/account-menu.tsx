'use client';

import { CircleUser, LifeBuoy, LogOut, Settings } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Menu, MenuItem } from '@/components/ui/menu.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { texts } from '@/texts/index.ts';

type Props = { name: string; isSupport: boolean; compact?: boolean };

/** Who is signed in, and the way out; for support staff also the way to their console. */
export function AccountMenu({ name, isSupport, compact = false }: Props) {
  const { slug, role, rights } = useOrganisation();
  const roleName = texts.common.roles[role];
  return (
    <Menu
      align={compact ? 'end' : 'start'}
      trigger={
        <button
          type="button"
          aria-label={compact ? `${texts.common.account}: ${name} ${roleName}` : undefined}
          className={cn(
            'flex items-center gap-3 rounded-control p-1.5 text-left hover:bg-soft/60',
            !compact && 'w-full px-2.5',
          )}
        >
          <Avatar name={name} size="small" />
          {!compact && (
            <span className="grid min-w-0 text-small leading-snug">
              <span className="truncate font-semibold">
                <span className="sr-only">{texts.common.account}: </span>
                {name}
              </span>{' '}
              <span className="text-muted">{roleName}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuItem asChild>
        <Link href={`/account?from=${slug}`}>
          <CircleUser aria-hidden />
          {texts.common.yourAccount}
        </Link>
      </MenuItem>
      {rights.includes('config:read') && (
        <MenuItem asChild>
          <Link href={`/o/${slug}/settings`}>
            <Settings aria-hidden />
            {texts.common.nav.settings}
          </Link>
        </MenuItem>
      )}
      {isSupport && (
        <MenuItem asChild>
          <Link href="/support">
            <LifeBuoy aria-hidden />
            {texts.support.title}
          </Link>
        </MenuItem>
      )}
      <MenuItem onSelect={() => void signOutHere('/sign-in')}>
        <LogOut aria-hidden />
        {texts.common.signOut}
      </MenuItem>
    </Menu>
  );
}

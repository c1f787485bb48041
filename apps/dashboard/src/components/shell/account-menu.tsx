'use client';

import { CircleUser, LogOut, Settings } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Menu, MenuItem } from '@/components/ui/menu.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { texts } from '@/texts/index.ts';

/** Who is signed in, and the way out. */
export function AccountMenu({ name, compact = false }: { name: string; compact?: boolean }) {
  const { slug, role, rights } = useOrganisation();
  const roleName = texts.common.roles[role];
  return (
    <Menu
      align={compact ? 'end' : 'start'}
      trigger={
        <button
          type="button"
          aria-label={`${texts.common.account}: ${name}, ${roleName}`}
          className={cn(
            'flex items-center gap-3 rounded-control p-1.5 text-left hover:bg-soft/60',
            !compact && 'w-full px-2.5',
          )}
        >
          <Avatar name={name} size="small" />
          {!compact && (
            <span className="grid min-w-0 text-small leading-snug">
              <span className="truncate font-semibold">{name}</span>
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
      {rights.includes('member:read') && (
        <MenuItem asChild>
          <Link href={`/o/${slug}/settings`}>
            <Settings aria-hidden />
            {texts.common.nav.settings}
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

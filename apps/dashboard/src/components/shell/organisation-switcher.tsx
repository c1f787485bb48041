'use client';

import { Check, ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';

/** Shows the organisation and leads to the others that the person belongs to. */
export function OrganisationSwitcher({ organisations }: { organisations: { slug: string; name: string }[] }) {
  const { slug, name } = useOrganisation();
  // On a visit by somebody without an organisation of their own there is nowhere to switch to.
  if (organisations.length === 0)
    return (
      <p className="flex h-[42px] items-center rounded-control border border-line bg-card px-3 font-semibold">
        <span className="truncate">{name}</span>
      </p>
    );
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${texts.common.organisation}: ${name}. ${texts.common.switchOrganisation}`}
          className="flex h-[42px] w-full items-center justify-between gap-2 rounded-control border border-line bg-card px-3 font-semibold hover:border-line-strong"
        >
          <span className="truncate">{name}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuLabel>{texts.common.switchOrganisation}</MenuLabel>
      {organisations.map((entry) => (
        <MenuItem key={entry.slug} asChild>
          <Link href={`/o/${entry.slug}/bots`} aria-current={entry.slug === slug ? 'true' : undefined}>
            <span className="flex-1 truncate">{entry.name}</span>
            {entry.slug === slug && <Check aria-hidden />}
          </Link>
        </MenuItem>
      ))}
    </Menu>
  );
}

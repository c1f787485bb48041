'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { texts } from '@/texts/index.ts';

const t = texts.ownAccount;

/** Back to the organisation that the reader came from, or to their first one. */
export function BackLink({ organisations }: { organisations: { slug: string; name: string }[] }) {
  const from = useSearchParams().get('from');
  const organisation = organisations.find(({ slug }) => slug === from) ?? organisations[0];
  return (
    <Link
      href={organisation ? `/o/${organisation.slug}/bots` : '/'}
      className="inline-flex min-w-0 items-center gap-2 font-semibold text-primary underline-offset-4 hover:underline"
    >
      <ArrowLeft aria-hidden className="size-4 shrink-0" />
      <span className="truncate">{organisation ? t.back(organisation.name) : t.backToStart}</span>
    </Link>
  );
}

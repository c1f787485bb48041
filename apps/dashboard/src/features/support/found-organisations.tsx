import type { support } from '@clawberth/core';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { VisitDialog } from './visit-dialog.tsx';

const t = texts.support;
const MOST_SHOWN = 50;

type Props = {
  found: support.FoundOrganisation[];
  /** Addresses of the organisations that one is visiting already. */
  open: readonly string[];
};

/** What a search found: names and numbers, nothing from inside. */
export function FoundOrganisations({ found, open }: Props) {
  if (found.length === 0)
    return <EmptyState icon={<SearchX aria-hidden />} title={t.noResultTitle} text={t.noResultText} />;
  return (
    <section className="grid gap-3">
      <h2 className="text-lead font-bold">{t.results(found.length)}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-card">
        {found.map(({ organisationId, slug, name, members, bots, createdAt }) => (
          <li key={organisationId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-3.5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-semibold break-words">{name}</p>
              <p className="text-small break-words text-muted">
                {slug} · {t.members(members)} · {t.bots(bots)} · {t.created} <Time at={createdAt.toISOString()} />
              </p>
            </div>
            {open.includes(slug) ? (
              <Button asChild>
                <Link href={`/o/${slug}/audit`} aria-label={t.openOf(name)}>
                  {t.open}
                </Link>
              </Button>
            ) : (
              <VisitDialog organisationId={organisationId} name={name} />
            )}
          </li>
        ))}
      </ul>
      {found.length === MOST_SHOWN && <p className="text-small text-muted">{t.moreThan(MOST_SHOWN)}</p>}
    </section>
  );
}

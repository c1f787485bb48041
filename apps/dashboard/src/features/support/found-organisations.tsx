import type { support } from '@clawberth/core';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { VisitDialog } from './visit-dialog.tsx';

const t = texts.support;

/** What a search found: names and numbers, nothing from inside. */
export function FoundOrganisations({ found }: { found: support.FoundOrganisation[] }) {
  if (found.length === 0) return <EmptyState title={t.noResultTitle} text={t.noResultText} />;
  return (
    <section className="grid gap-3">
      <h2 className="text-lead font-bold">{t.results}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-card">
        {found.map(({ organisationId, slug, name, members, bots, createdAt }) => (
          <li key={organisationId} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3.5">
            <div className="min-w-0">
              <p className="break-words font-semibold">{name}</p>
              <p className="text-small text-muted">
                {slug} · {t.members(members)} · {t.bots(bots)} · <Time at={createdAt.toISOString()} />
              </p>
            </div>
            <VisitDialog organisationId={organisationId} name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

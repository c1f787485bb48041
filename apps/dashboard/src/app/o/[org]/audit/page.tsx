import { audit, bot, member } from '@clawberth/core';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { AuditTable } from '@/features/audit/audit-table.tsx';
import { FilterBar } from '@/features/audit/filter-bar.tsx';
import { readFilters } from '@/features/audit/filters.ts';
import { knownAction } from '@/features/audit/known-action.ts';
import { eventLines } from '@/server/event-lines.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';

const t = texts.audit;
const PAGE_SIZE = 50;
export const metadata: Metadata = { title: t.title };

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filters = readFilters(await searchParams);
  const ctx = await pageContext(org);
  const [{ events, nextCursor }, { members }, bots] = await readForPage(() =>
    Promise.all([
      audit.list(ctx, { ...filters, action: knownAction(filters.action), limit: PAGE_SIZE }),
      member.list(ctx),
      bot.list(ctx),
    ]),
  );
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <FilterBar
        people={members.map(({ userId, name }) => ({ value: userId, label: name }))}
        bots={bots.map(({ id, name }) => ({ value: id, label: name }))}
        actions={audit.AUDIT_ACTIONS.map((action) => ({ value: action, label: t.actions[action] ?? action }))}
      />
      <AuditTable
        key={`${JSON.stringify(filters)}${events[0]?.id ?? ''}`}
        first={eventLines(events)}
        firstCursor={nextCursor}
        filters={filters}
        emptyText={filtered ? t.none : t.empty}
      />
    </>
  );
}

import { audit, bot, ClawberthError, member, type Context } from '@clawberth/core';
import { ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { actionGroups } from '@/features/audit/action-groups.ts';
import { ExportLinks } from '@/features/audit/export-links.tsx';
import { FilterBar } from '@/features/audit/filter-bar.tsx';
import { readFilters, type AuditFilters } from '@/features/audit/filters.ts';
import { LiveLog } from '@/features/audit/live-log.tsx';
import { VisitorsNotice } from '@/features/support/visitors-notice.tsx';
import { eventLines } from '@/server/event-lines.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { readVisits } from '@/server/read-visits.ts';
import { texts } from '@/texts/index.ts';

const t = texts.audit;
const PAGE_SIZE = 50;
export const metadata: Metadata = { title: t.title };

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filters = readFilters(await searchParams);
  const ctx = await pageContext(org);
  const [log, { members }, bots, visits] = await readForPage(() =>
    Promise.all([readLog(ctx, filters), member.list(ctx), bot.list(ctx), readVisits(ctx)]),
  );
  const filtered = Object.keys(filters).length > 0;
  const empty = (
    <EmptyState
      icon={<ScrollText aria-hidden />}
      title={filtered ? t.noneTitle : t.emptyTitle}
      text={filtered ? t.none : t.empty}
    />
  );
  return (
    <>
      <PageHeader title={t.title} lead={t.lead}>
        {log.problem === null && <ExportLinks filters={filters} />}
      </PageHeader>
      <VisitorsNotice visits={visits} />
      <FilterBar
        people={members.map(({ userId, name }) => ({ value: userId, label: name }))}
        bots={bots.map(({ id, name }) => ({ value: id, label: name }))}
        actions={actionGroups()}
      />
      {log.problem === null ? (
        <LiveLog
          first={eventLines(log.events)}
          firstCursor={log.nextCursor}
          newest={log.newest}
          filters={filters}
          empty={empty}
        />
      ) : (
        <Notice tone="warn">{log.problem}</Notice>
      )}
    </>
  );
}

/** The newest page; `problem` says what is wrong with the filters of the address, to be shown beside them. */
async function readLog(ctx: Context, filters: AuditFilters) {
  try {
    const filter = audit.readFilter(filters);
    // The place of the live tail is taken first: what comes between the two is told twice rather than never.
    const newest = await audit.head(ctx);
    return { newest, ...(await audit.list(ctx, { ...filter, limit: PAGE_SIZE })), problem: null };
  } catch (error) {
    if (!(error instanceof ClawberthError) || error.code !== 'invalid_input') throw error;
    const problem = [...new Set([...Object.values(error.fields), error.message])][0] ?? error.message;
    return { newest: '0', events: [], nextCursor: null, problem };
  }
}

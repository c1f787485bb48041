import { audit } from '@clawberth/core';
import Link from 'next/link';
import { AuditTable } from '@/features/audit/audit-table.tsx';
import { eventLines } from '@/server/event-lines.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { texts } from '@/texts/index.ts';

const t = texts.bot.history;
const PAGE_SIZE = 50;

export default async function HistoryPage({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  const filters = { botId: id };
  const { events, nextCursor } = await readForPage(() => audit.list(ctx, { ...filters, limit: PAGE_SIZE }));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <p className="text-muted">{t.lead}</p>
        <Link
          href={`/o/${org}/audit?bot=${id}`}
          className="font-semibold text-primary underline-offset-4 hover:underline"
        >
          {t.more}
        </Link>
      </div>
      <AuditTable
        key={events[0]?.id ?? 'none'}
        first={eventLines(events)}
        firstCursor={nextCursor}
        filters={filters}
        empty={t.none}
      />
    </div>
  );
}

import { texts } from '@/texts/index.ts';
import { AuditRow } from './audit-row.tsx';
import type { EventLine } from './event-line.ts';

const t = texts.audit;
const COLUMNS = [t.when, t.who, t.what, t.result];

/** The table of events. */
export function EventRows({ events, onOpen }: { events: readonly EventLine[]; onOpen: (event: EventLine) => void }) {
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card px-2">
      <table className="w-full border-collapse text-left max-md:block">
        <caption className="sr-only">{t.title}</caption>
        <thead className="max-md:sr-only">
          <tr className="text-small text-muted">
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-3 py-3 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {events.map((event) => (
            <AuditRow key={event.id} event={event} onOpen={() => onOpen(event)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

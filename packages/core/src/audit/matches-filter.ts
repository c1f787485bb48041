import type { AuditEvent } from '@clawberth/db';
import type { AuditFilter } from './filters.ts';

type Told = Pick<AuditEvent, 'actorId' | 'botId' | 'event' | 'result' | 'occurredAt' | 'search'>;

/** Whether the filter lets the event through, as read_audit_page would. */
export function matchesFilter(event: Told, filter: AuditFilter): boolean {
  const { actorId, botId, action, result, from, to, search = '' } = filter;
  return (
    (actorId === undefined || event.actorId === actorId) &&
    (botId === undefined || event.botId === botId) &&
    (action === undefined || event.event === action) &&
    (result === undefined || event.result === result) &&
    (from === undefined || event.occurredAt >= new Date(from)) &&
    (to === undefined || event.occurredAt < new Date(to)) &&
    search
      .toLowerCase()
      .split(/\s+/u)
      .every((word) => event.search.includes(word))
  );
}

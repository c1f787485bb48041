import 'server-only';
import { audit } from '@clawberth/core';
import type { EventLine } from '@/features/audit/event-line.ts';
import { toWire } from '@/wire.ts';

/** Audit events with their sentences, ready for the browser. */
export function eventLines(events: readonly audit.AuditView[]): EventLine[] {
  return events.map((event) => ({ ...toWire(event), parts: audit.describe(event) }));
}

import type { audit } from '@clawberth/core';
import type { Wire } from '@/wire.ts';

/** An audit event with its sentence, as the screens show it. */
export type EventLine = Wire<audit.AuditView> & { parts: audit.TextPart[] };
/** The whole record of an event, as it travels to the browser. */
export type EventRecord = Wire<audit.AuditRecordView>;

import type { audit } from '@clawberth/core';
import type { Wire } from '@/wire.ts';

/** An audit event with its sentence, as the screens show it. */
export type EventLine = Wire<audit.AuditView> & { parts: audit.TextPart[] };

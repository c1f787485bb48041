import type { AuditRecord } from '@clawberth/audit-chain';
import type { ActorType, AuditLevel, AuditResult, AuditTool, Role } from '@clawberth/db';
import type { AuditAction } from './actions.ts';

/** One event as the screens show it; before and after hold no secret. */
export type AuditView = {
  /** The sequence number, in digits. */
  id: string;
  occurredAt: Date;
  action: AuditAction;
  result: AuditResult;
  actor: { type: ActorType; id: string | null; name: string; role: Role | null };
  target: { type: string; id: string | null; name: string | null };
  botId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  userAgent: string | null;
  correlationId: string;
  level: AuditLevel;
  tool: AuditTool;
  path: string | null;
};

/** One event with all that the log holds of it. */
export type AuditRecordView = {
  event: AuditView;
  /** Under the field names of the record that was hashed and is exported. */
  record: Readonly<Record<keyof AuditRecord, unknown>>;
  /** SHA-256 of the record, in hex; null for support staff, who see the record masked. */
  hash: string | null;
  /** Whether the stored hash is the record's. */
  intact: boolean;
};

/** A piece of a sentence; `strong` pieces are names and values, `quiet` ones are details. */
export type TextPart = { text: string; strong?: true; quiet?: true };

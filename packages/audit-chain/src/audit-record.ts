/** What `before` and `after` of a record may hold; `assertRecordValue` checks it. */
export type RecordValue = string | number | boolean | null | readonly RecordValue[] | RecordObject;
export type RecordObject = { readonly [key: string]: RecordValue };

/** One audit event as it is hashed and exported. Every key is always present, null where there is nothing. */
export type AuditRecord = {
  /** UTC with microseconds: `2026-11-20T11:22:33.123456Z`. */
  readonly timestamp: string;
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, as `bot.deployed`. */
  readonly event: string;
  /** The bot's id. */
  readonly agent_id: string | null;
  /** Which of our surfaces did it. */
  readonly tool: 'dashboard' | 'worker' | 'airlock' | 'command';
  /** The request's path without its query. */
  readonly path: string | null;
  /** The user's id. */
  readonly user: string | null;
  readonly ip: string | null;
  /** The organisation's id. */
  readonly organisation: string;
  readonly request_id: string | null;
  /** From 1, without gaps, per organisation. */
  readonly sequence: number;
  /** SHA-256 of the record before, in hex; 64 zeros for the first. */
  readonly previous_hash: string;
  readonly result: 'requested' | 'done' | 'failed' | 'refused';
  readonly actor_type: 'user' | 'support' | 'system' | 'anonymous';
  readonly user_name: string | null;
  readonly user_role: string | null;
  readonly user_agent: string | null;
  readonly target_type: string | null;
  readonly target_id: string | null;
  readonly target_name: string | null;
  readonly before: RecordObject | null;
  readonly after: RecordObject | null;
};

/** `previous_hash` of an organisation's first record. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The keys of a record in the order in which RFC 8785 writes them. */
export const RECORD_KEYS = [
  'actor_type',
  'after',
  'agent_id',
  'before',
  'event',
  'ip',
  'level',
  'organisation',
  'path',
  'previous_hash',
  'request_id',
  'result',
  'sequence',
  'target_id',
  'target_name',
  'target_type',
  'timestamp',
  'tool',
  'user',
  'user_agent',
  'user_name',
  'user_role',
] as const satisfies readonly (keyof AuditRecord)[];

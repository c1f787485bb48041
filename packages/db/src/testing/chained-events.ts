import { FIRST_PREVIOUS_HASH, type AuditRecord, type RecordObject } from '@clawberth/audit-chain';
import type { Connection } from './connect-to.ts';

/** An event as the log has it, with the text and hash that Postgres made of it. */
export type ChainedEvent = { record: AuditRecord; text: string; hash: string };

type Row = Omit<AuditRecord, 'sequence' | 'before' | 'after'> & {
  sequence: string;
  before: RecordObject | null;
  after: RecordObject | null;
  text: string;
  hash: string;
};

/** An organisation's log in its order: each event put together from its columns, beside Postgres' own text of it. */
export async function chainedEvents(connection: Connection, organisationId: string): Promise<ChainedEvent[]> {
  const rows = await connection.query<Row>(
    `select to_char(e."occurredAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp,
       e."level", e."event", e."botId" as agent_id, e."tool", e."path", e."actorId" as "user", e."ip",
       e."organisationId" as organisation, e."requestId" as request_id, e."sequence", encode(e."previousHash", 'hex') as previous_hash,
       e."result", e."actorType" as actor_type, e."actorName" as user_name, e."actorRole" as user_role,
       e."userAgent" as user_agent, e."targetType" as target_type, e."targetId" as target_id, e."targetName" as target_name,
       e."before", e."after", audit_record(e) as text, encode(e."hash", 'hex') as hash
     from "AuditEvent" e where e."organisationId" = $1 order by e."sequence"`,
    [organisationId],
  );
  return rows.map(({ text, hash, sequence, ...columns }) => ({
    record: { ...columns, sequence: Number(sequence) },
    text,
    hash,
  }));
}

/** What is wrong with the chain of an organisation's events; empty for one that holds. */
export function brokenLinks(
  events: readonly ChainedEvent[],
  { canonical, hash }: { canonical: (record: AuditRecord) => string; hash: (text: string) => Buffer },
): string[] {
  const broken: string[] = [];
  let previous = FIRST_PREVIOUS_HASH;
  let time = '';
  for (const [index, event] of events.entries()) {
    const { record } = event;
    const here = `event ${index + 1}`;
    if (record.sequence !== index + 1) broken.push(`${here} has the number ${record.sequence}`);
    if (record.previous_hash !== previous) broken.push(`${here} does not follow the one before`);
    if (record.timestamp < time) broken.push(`${here} is earlier than the one before`);
    if (canonical(record) !== event.text) broken.push(`${here}: ${canonical(record)} is not ${event.text}`);
    if (hash(event.text).toString('hex') !== event.hash) broken.push(`${here} has another hash`);
    previous = event.hash;
    time = record.timestamp;
  }
  return broken;
}

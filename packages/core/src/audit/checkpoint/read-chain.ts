import { hashRecord } from '@clawberth/audit-chain';
import type { Services } from '../../services.ts';
import { readAsSystem } from '../../scope-of.ts';

const BATCH = 500;

/** One event of the chain as it was found; hashes in hex. */
export type Link = {
  sequence: number;
  previousHash: string;
  hash: string;
  /** `2026-11-20T…Z`, UTC. */
  timestamp: string;
  /** Why the event cannot be what was written; null for a sound one. */
  fault: string | null;
};

type Row = { sequence: string; hash: string; record: string };

/** The chain from event `from` up to event `to`, in order, in batches: memory stays flat. Hashes are computed anew. */
export async function* readChain(
  services: Pick<Services, 'database'>,
  organisationId: string,
  { from, to }: { from: number; to: number },
): AsyncGenerator<Link> {
  const read = readAsSystem(services, organisationId);
  for (let after = from - 1; after < to;) {
    const rows = await read.$queryRaw<Row[]>`
      select e."sequence"::text, encode(e."hash", 'hex') as hash, audit_record(e) as record from "AuditEvent" e
      where e."organisationId" = ${organisationId}::uuid and e."sequence" > ${after}::bigint and e."sequence" <= ${to}::bigint
      order by e."sequence" limit ${BATCH}`;
    for (const row of rows) yield toLink(organisationId, row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = Number(last.sequence);
  }
}

function toLink(organisationId: string, { sequence, hash, record }: Row): Link {
  const said = JSON.parse(record) as Record<string, unknown>;
  const actual = hashRecord(record).toString('hex');
  const fault =
    actual !== hash
      ? 'the event is not what was hashed'
      : said['organisation'] !== organisationId || said['sequence'] !== Number(sequence)
        ? 'the event belongs elsewhere'
        : null;
  return {
    sequence: Number(sequence),
    previousHash: String(said['previous_hash']),
    hash: actual,
    timestamp: String(said['timestamp']),
    fault,
  };
}

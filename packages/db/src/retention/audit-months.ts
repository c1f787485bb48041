import { Client } from 'pg';

/** A month of the audit log that is old enough to go, with the last event that each organisation has in it; hashes in hex. */
export type AuditMonth = {
  /** Name of the partition: events_<year>_<month>. */
  part: string;
  ends: { organisationId: string; sequence: number; hash: string }[];
};

const PART = /^events_\d{4}_\d\d$/;

/** Whole months that ended more than `days` ago, oldest first, read by the owner of the tables. */
export async function listAuditMonths({ ownerUrl, days }: { ownerUrl: string; days: number }): Promise<AuditMonth[]> {
  return withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ part: string }>(
      `select c.relname as part from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = '"AuditEvent"'::regclass and c.relname ~ '^events_[0-9]{4}_[0-9]{2}$'
         and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' < now() - make_interval(days => $1)
       order by 1`,
      [days],
    );
    const months: AuditMonth[] = [];
    for (const { part } of rows) {
      if (!PART.test(part)) throw new Error(`"${part}" is no name of a month.`);
      const ends = await owner.query<{ organisationId: string; sequence: string; hash: string }>(
        `select distinct on ("organisationId") "organisationId", "sequence"::text, encode("hash", 'hex') as hash
         from audit_log."${part}" order by "organisationId", "sequence" desc`,
      );
      months.push({ part, ends: ends.rows.map((end) => ({ ...end, sequence: Number(end.sequence) })) });
    }
    return months;
  });
}

/** Drops these months for good; Postgres refuses what is younger than 90 days. The names of those that went. */
export async function dropAuditMonths(options: {
  ownerUrl: string;
  days: number;
  parts: readonly string[];
}): Promise<string[]> {
  const { ownerUrl, days, parts } = options;
  return withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ part: string }>('select drop_audit_partitions($1, $2) as part', [days, parts]);
    return rows.map(({ part }) => part);
  });
}

async function withOwner<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

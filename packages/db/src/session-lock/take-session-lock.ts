import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type SessionLock = {
  /** Aborted when the connection, and so the lock, is lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
};

/** Who has the lock, in their own words, and since when. */
export type LockHolder = { holder: string; since: Date };

/** Postgres cuts application_name there. */
const MOST_NAME = 63;
/** A holder that was killed is gone within this time: its connection ends with it. */
const PATIENCE_MS = 3_000;
// Minutes, not the hours of the kernel's own: a holder whose machine was lost must not keep the lock.
const KEEPALIVE = 'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

/**
 * Takes an advisory lock on a connection of its own, for as long as the process lives or until it is released. `holder`
 * (63 characters) tells others who has it. Gives the holder instead when somebody else keeps it for three seconds.
 */
export async function takeSessionLock(options: {
  url: string;
  key: number;
  holder: string;
}): Promise<{ lock: SessionLock; held: null } | { lock: null; held: LockHolder }> {
  const { url, key, holder } = options;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  await client.connect();
  try {
    await client.query(KEEPALIVE);
    await client.query(`select set_config('application_name', $1, false)`, [holder.slice(0, MOST_NAME)]);
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [key]);
      if (rows[0]?.taken === true) return { lock: { lost: lost.signal, release: () => client.end() }, held: null };
      if (Date.now() > until) break;
      await sleep(100);
    }
    const held = await findHolder(client, key);
    await client.end();
    return { lock: null, held };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function findHolder(client: Client, key: number): Promise<LockHolder> {
  const { rows } = await client.query<{ holder: string | null; since: Date | null }>(
    `select a.application_name as holder, a.backend_start as since from pg_locks l
     left join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32) + l.objid::bigint = $1`,
    [key],
  );
  return { holder: rows[0]?.holder ?? 'somebody unknown', since: rows[0]?.since ?? new Date() };
}

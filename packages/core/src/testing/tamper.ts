import type { Connection } from '@clawberth/db/testing';

const GUARDED = ['AuditEvent', 'AuditChain'];

/** What a superuser can do: with the log's triggers and row-level security off, and on again afterwards. */
export async function tamper<T>(owner: Connection, run: () => Promise<T>): Promise<T> {
  for (const table of GUARDED)
    await owner.query(
      `alter table "${table}" disable trigger user; alter table "${table}" no force row level security`,
    );
  try {
    return await run();
  } finally {
    for (const table of GUARDED)
      await owner.query(`alter table "${table}" enable trigger user; alter table "${table}" force row level security`);
  }
}

import type { Connection } from '@clawberth/db/testing';

/**
 * Takes row-level security out of a test database: on every table one more policy lets everybody see and change
 * everything, and policies that narrow are dropped. It stays switched on, or no process of ours would start.
 */
export async function dropRowSecurity(tablesOwner: Connection): Promise<number> {
  const narrowing = await tablesOwner.query<{ table: string; policy: string }>(
    `select tablename as "table", policyname as "policy" from pg_policies where schemaname = 'public' and permissive = 'RESTRICTIVE'`,
  );
  for (const { table, policy } of narrowing) await tablesOwner.query(`drop policy "${policy}" on "${table}"`);
  const tables = await tablesOwner.query<{ table: string }>(
    `select c.relname as "table" from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity`,
  );
  for (const { table } of tables) {
    await tablesOwner.query(`create policy "let_everybody" on "${table}" using (true) with check (true)`);
  }
  return tables.length;
}

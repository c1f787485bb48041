import type { Pool } from 'pg';

type Finding = { powerful: boolean; owns: boolean; joined: boolean; unprotected: string | null };

/**
 * Resolves when this connection's role is what an app may be: no superuser, no bypass of row security, owner of nothing,
 * in no other role; and every table has row-level security, forced. Rejects with what is wrong otherwise: do not start then.
 */
export async function requireSafeRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<Finding>(`
    select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb as powerful,
      exists (select 1 from pg_class c where c.relowner = r.oid) or exists (select 1 from pg_proc p where p.proowner = r.oid) as owns,
      exists (select 1 from pg_auth_members m where m.member = r.oid) as joined,
      (select string_agg(c.relname, ', ') from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
          and not (c.relrowsecurity and c.relforcerowsecurity)) as unprotected
    from pg_roles r where r.rolname = current_user`);
  const [found] = rows;
  if (found === undefined) throw new Error('Postgres does not know the role that this process signs in with.');
  const wrong = [
    ...(found.powerful ? ['it is a superuser, or may bypass row security or make roles or databases'] : []),
    ...(found.owns ? ['it owns tables or functions'] : []),
    ...(found.joined ? ['it is a member of another role'] : []),
    ...(found.unprotected === null ? [] : [`row-level security is not forced on ${found.unprotected}`]),
  ];
  if (wrong.length === 0) return;
  throw new Error(
    `The database is not safe to work with: ${wrong.join('; ')}. Give the app a role of its own (DATABASE_URL) and run the migrations.`,
  );
}

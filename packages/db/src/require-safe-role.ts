import type { Pool } from 'pg';

/** This process would have more power over the database than it may have: it must end, waiting does not mend it. */
export class UnsafeDatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsafeDatabaseError';
  }
}

type Finding = {
  powerful: boolean;
  posing: boolean;
  owns: boolean;
  joined: boolean;
  rewrites: boolean;
  unprotected: string | null;
  silenced: string | null;
};

/**
 * Resolves when this connection's role is what an app may be: no superuser, no bypass of row security, owner of nothing,
 * in no other role, without the right to change the log; and every table has row-level security, forced, and its triggers.
 * Rejects with an UnsafeDatabaseError that says what is wrong otherwise: do not start then.
 */
export async function requireSafeRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<Finding>(`
    select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as powerful,
      current_user <> session_user as posing,
      exists (select 1 from pg_class c where c.relowner = r.oid) or exists (select 1 from pg_proc p where p.proowner = r.oid)
        or exists (select 1 from pg_namespace n where n.nspowner = r.oid)
        or exists (select 1 from pg_database d where d.datname = current_database() and d.datdba = r.oid) as owns,
      exists (select 1 from pg_auth_members m where m.member = r.oid) as joined,
      coalesce(has_table_privilege(r.oid, to_regclass('"AuditEvent"')::oid, 'update, delete, truncate'), false) as rewrites,
      (select string_agg(c.relname, ', ' order by c.relname) from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
          and not (c.relrowsecurity and c.relforcerowsecurity)) as unprotected,
      (select string_agg(distinct c.relname, ', ') from pg_class c join pg_trigger t on t.tgrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'O') as silenced
    from pg_roles r where r.rolname = session_user`);
  const [found] = rows;
  if (found === undefined) throw new Error('Postgres does not know the role that this process signs in with.');
  const wrong = [
    ...(found.powerful ? ['it is a superuser, or may bypass row security, replicate, or make roles or databases'] : []),
    ...(found.posing ? ['it signs in as one role and acts as another'] : []),
    ...(found.owns ? ['it owns tables, functions, a schema or the database'] : []),
    ...(found.joined ? ['it is a member of another role'] : []),
    ...(found.rewrites ? ['it may change the audit log'] : []),
    ...(found.unprotected === null ? [] : [`row-level security is not forced on ${found.unprotected}`]),
    ...(found.silenced === null ? [] : [`triggers are switched off on ${found.silenced}`]),
  ];
  if (wrong.length === 0) return;
  throw new UnsafeDatabaseError(
    `The database is not safe to work with: ${wrong.join('; ')}. Give the app a role of its own (DATABASE_URL) and run the migrations.`,
  );
}

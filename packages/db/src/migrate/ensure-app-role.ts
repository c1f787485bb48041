import { type Client, DatabaseError } from 'pg';
import { scramVerifier } from './scram-verifier.ts';

/** Tables that the app role may read and add to, but never change. */
const appendOnlyTables = ['AuditEvent'];
/** Tables that only functions of clawberth_keeper write; what the app role may do with them is read. */
const keeperTables = ['AuditChain', 'ProcessReport'];
/** Tables that the app role knows nothing of: functions of clawberth_keeper read and write them. */
const hiddenTables = ['ObservationMark', 'RefusalTally'];
/** Columns that only functions of clawberth_keeper change. */
const keeperColumns: Readonly<Record<string, readonly string[]>> = {
  Bot: ['leaseOwner', 'leaseEpoch', 'leaseExpiresAt', 'lastInboundAt', 'lastAnsweredAt'],
  Session: ['lastSeenAt'],
};

/**
 * Makes the role of `appUrl` exist, able to sign in and to do its work in this database, and nothing more:
 * no superuser, no bypass of row security, no ownership. Safe to repeat.
 * Throws when the app URL names the owner, no user or no password.
 */
export async function ensureAppRole(owner: Client, appUrl: string): Promise<void> {
  const app = new URL(appUrl);
  const name = decodeURIComponent(app.username);
  const password = decodeURIComponent(app.password);
  if (name === '' || password === '') throw new Error("The app's database URL needs a user and a password.");
  if (name === owner.user) {
    throw new Error("The app's database URL names the owner of the tables: give the app a role of its own.");
  }
  await ensureRole(owner, name, password);
  const role = owner.escapeIdentifier(name);
  await owner.query(grants(role, owner.escapeIdentifier(owner.database ?? '')));
  await grantColumns(owner, role);
  await grantFunctions(owner, role);
  await refusePowerfulRole(owner, name);
}

/** Roles belong to the whole server, where no lock of a database orders their makers: who loses the race looks again. */
async function ensureRole(owner: Client, name: string, password: string, triesLeft = 5): Promise<void> {
  const role = owner.escapeIdentifier(name);
  const secret = owner.escapeLiteral(scramVerifier(password));
  const known = await owner.query('select 1 from pg_roles where rolname = $1', [name]);
  const verb = known.rowCount === 0 ? 'create' : 'alter';
  try {
    // A role is made without powers; naming one, even to deny it, is a superuser's right. refusePowerfulRole looks.
    await owner.query(`${verb} role ${role} login password ${secret}`);
  } catch (error) {
    if (triesLeft === 0 || !lostRace(error)) throw error;
    await ensureRole(owner, name, password, triesLeft - 1);
  }
}

function lostRace(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { code, message } = error;
  return code === '42710' || code === '23505' || (code === 'XX000' && message.includes('concurrently'));
}

function grants(role: string, database: string): string {
  const appendOnly = appendOnlyTables
    .map((table) => `revoke update, delete, truncate on "${table}" from ${role};`)
    .join('\n');
  const readOnly = keeperTables
    .map((table) => `revoke insert, update, delete, truncate on "${table}" from ${role};`)
    .join('\n');
  const hidden = hiddenTables.map((table) => `revoke all on "${table}" from ${role};`).join('\n');
  return `
    revoke create on schema public from public;
    grant connect on database ${database} to ${role};
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema public grant usage, select on sequences to ${role};
    ${appendOnly}
    ${readOnly}
    ${hidden}
    revoke all on "_prisma_migrations" from ${role};`;
}

/** The right to change a table of keeperColumns, but for these columns. */
async function grantColumns(owner: Client, role: string): Promise<void> {
  for (const [table, kept] of Object.entries(keeperColumns)) {
    const found = await owner.query<{ columns: string }>(
      `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all ($2)`,
      [`"${table}"`, kept],
    );
    const columns = found.rows[0]?.columns ?? '';
    await owner.query(`revoke update on "${table}" from ${role}; grant update (${columns}) on "${table}" to ${role}`);
  }
}

/** The narrow ways across organisations, and the partitions of the months to come. */
async function grantFunctions(owner: Client, role: string): Promise<void> {
  const found = await owner.query<{ signature: string }>(
    `select p.oid::regprocedure::text as signature from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
       and (p.proowner = 'clawberth_keeper'::regrole or p.proname = 'ensure_audit_partitions')`,
  );
  for (const { signature } of found.rows) await owner.query(`grant execute on function ${signature} to ${role}`);
}

async function refusePowerfulRole(owner: Client, name: string): Promise<void> {
  const powers = await owner.query(
    `select r.rolsuper or r.rolbypassrls as powerful,
            exists (select 1 from pg_class c where c.relowner = r.oid) as owns,
            exists (select 1 from pg_auth_members m where m.member = r.oid) as inherits
       from pg_roles r where r.rolname = $1`,
    [name],
  );
  const role: { powerful: boolean; owns: boolean; inherits: boolean } | undefined = powers.rows[0];
  if (role === undefined || role.powerful || role.owns || role.inherits) {
    throw new Error(
      `The database role ${name} has more power than the app may have: it must own nothing and be in no other role.`,
    );
  }
}

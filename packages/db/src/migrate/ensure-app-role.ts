import { type Client, DatabaseError } from 'pg';
import { scramVerifier } from './scram-verifier.ts';

/** Tables that the app role may read and add to, but never change. */
const appendOnlyTables = ['AuditEvent'];

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
  await owner.query(grants(owner.escapeIdentifier(name), owner.escapeIdentifier(owner.database ?? '')));
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
  return `
    revoke create on schema public from public;
    grant connect on database ${database} to ${role};
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema public grant usage, select on sequences to ${role};
    ${appendOnly}
    revoke all on "_prisma_migrations" from ${role};`;
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

// node scripts/migrate.ts: applies prisma/migrations as the owner, then sets up the app's role.
// Reads DATABASE_OWNER_URL(_FILE) and DATABASE_URL(_FILE).
import { migrateDatabase } from '../src/migrate/index.ts';
import { readUrl } from './read-url.ts';

const applied = await migrateDatabase({ ownerUrl: readUrl('DATABASE_OWNER_URL'), appUrl: readUrl('DATABASE_URL') });
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
// The engine leaves the timer of its own lock running for ten seconds.
process.exit(0);

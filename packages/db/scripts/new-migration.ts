// node scripts/new-migration.ts <name>: writes the migration between prisma/migrations and schema.prisma.
import { createMigration } from '../src/migrate/index.ts';
import { readUrl } from './read-url.ts';

const name = process.argv[2];
if (name === undefined) {
  process.stderr.write('Usage: node scripts/new-migration.ts <name_of_the_change>\n');
  process.exit(2);
}
const folder = await createMigration({ ownerUrl: readUrl('DATABASE_OWNER_URL'), name });
process.stdout.write(folder === null ? 'schema.prisma and the migrations agree; nothing written.\n' : `${folder}\n`);
process.exit(0);

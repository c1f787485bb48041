export { createMigration, diffMigrations } from './create-migration.ts';
export { migrateDatabase } from './migrate-database.ts';

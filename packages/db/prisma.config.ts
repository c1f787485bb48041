import { defineConfig } from 'prisma/config';

// DATABASE_OWNER_URL is only read by Prisma's own CLI (`prisma migrate deploy`, `prisma studio`);
// `prisma generate` and the runner in src/migrate do not need it.
const ownerUrl = process.env['DATABASE_OWNER_URL'];

export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  ...(ownerUrl === undefined ? {} : { datasource: { url: ownerUrl } }),
});

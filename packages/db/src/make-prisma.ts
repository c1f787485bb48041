import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client.ts';
import { statementName } from './statement-name.ts';

/** The Prisma client on a pool of ours. A module of its own, so that the authorisation matrix can build one without filters. */
export function makePrisma(pool: Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }),
    errorFormat: 'minimal',
  });
}

import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from '../../generated/client.ts';
import { statementName } from '../../statement-name.ts';

const LEFT_OUT = 'organisationId';

/**
 * Instead of the usual client, in the build of tests/authorisation without checks: no query says any more which
 * organisation it is for. Row-level security alone decides what it sees and changes.
 */
export function makePrisma(pool: Pool): PrismaClient {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }),
    errorFormat: 'minimal',
  });
  const open = prisma.$extends({
    name: 'unchecked: make-prisma',
    query: { $allModels: { $allOperations: ({ args, query }) => query(withoutFilter(args) as typeof args) } },
  });
  return open as unknown as PrismaClient;
}

/** The arguments without the organisation in any `where`, at any depth. What is written keeps it. */
function withoutFilter(value: unknown, insideWhere = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutFilter(one, insideWhere));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).filter(([key]) => !(insideWhere && key === LEFT_OUT));
  return Object.fromEntries(
    entries.map(([key, part]) => {
      const isData = !insideWhere && ['data', 'create', 'update'].includes(key);
      return [key, isData ? part : withoutFilter(part, insideWhere || key === 'where')];
    }),
  );
}

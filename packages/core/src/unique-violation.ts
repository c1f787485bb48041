import { Prisma } from '@clawberth/db';

/**
 * Whether a write failed because such a row is there already (Postgres 23505). Under row-level security Postgres names the
 * constraint alone, so `name` is a part of that: a column's, or `Table_pkey`.
 */
export function isUniqueViolation(error: unknown, name: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return JSON.stringify(error.meta ?? {}).includes(name);
}

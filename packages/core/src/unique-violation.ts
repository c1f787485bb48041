import { Prisma } from '@clawberth/db';

/** Whether a write failed because a row with this value of `column` is there already (Postgres 23505). */
export function isUniqueViolation(error: unknown, column: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return JSON.stringify(error.meta ?? {}).includes(column);
}

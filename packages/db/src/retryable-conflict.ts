import { Prisma } from './generated/client.ts';

/** Postgres: serialization_failure, deadlock_detected. */
const conflictStates = new Set(['40001', '40P01']);

/**
 * Whether a transaction failed only because another one stood in its way, so that running it again may succeed.
 * Prisma says P2034 for its own queries; for raw ones it hands on Postgres's state inside P2010.
 */
export function isRetryableConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2034') return true;
  const cause = (
    error.meta as { driverAdapterError?: { cause?: { originalCode?: unknown; kind?: unknown } } } | undefined
  )?.driverAdapterError?.cause;
  return cause?.kind === 'TransactionWriteConflict' || conflictStates.has(String(cause?.originalCode));
}

import type { PrismaClient } from './generated/client.ts';
import type { TenantTx } from './read-client.ts';
import { isRetryableConflict } from './retryable-conflict.ts';
import { scopeStatement, type Scope } from './scope.ts';

const retries = 3;

/** See Database.tenantTransaction. */
export async function tenantTransaction<T>(
  prisma: PrismaClient,
  scope: Scope,
  fn: (tx: TenantTx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await prisma.$transaction(
        async (tx) => {
          await scopeStatement(tx, scope);
          return fn(tx);
        },
        { isolationLevel: 'ReadCommitted', maxWait: 5_000, timeout: options.timeoutMs ?? 10_000 },
      );
    } catch (error) {
      if (attempt >= retries || !isRetryableConflict(error)) throw error;
    }
  }
}

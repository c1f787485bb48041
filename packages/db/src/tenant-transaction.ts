import type { PrismaClient } from './generated/client.ts';
import type { TenantTx } from './read-client.ts';
import { isRetryableConflict } from './retryable-conflict.ts';

const retries = 3;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** See Database.tenantTransaction. */
export async function tenantTransaction<T>(
  prisma: PrismaClient,
  organisationId: string,
  fn: (tx: TenantTx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  if (!uuid.test(organisationId)) throw new TypeError("tenantTransaction needs an organisation's id (a UUID).");
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await prisma.$transaction(
        async (tx) => {
          await tx.$queryRaw`select set_config('app.organisation', ${organisationId}, true)`;
          return fn(tx);
        },
        { isolationLevel: 'ReadCommitted', maxWait: 5_000, timeout: options.timeoutMs ?? 10_000 },
      );
    } catch (error) {
      if (attempt >= retries || !isRetryableConflict(error)) throw error;
    }
  }
}

import type { Prisma, TenantTx } from '@clawberth/db';
import { auditRow, type AuditEntry } from './mutate.ts';
import { systemContext } from './system-context.ts';
import type { Services } from './services.ts';

/** The right to act on a bot, held by one worker at a time. `epoch` grows with each holder: the fencing token. */
export type Lease = { botId: string; organisationId: string; owner: string; epoch: number };

/** Another worker holds the bot now. Nothing of what was being written has happened. */
export class LeaseLostError extends Error {
  constructor(botId: string) {
    super(`the lease of bot ${botId} is held by another worker`);
    this.name = 'LeaseLostError';
  }
}

type ObservedColumn =
  | 'observedState'
  | 'observedGeneration'
  | 'observedConfigVersion'
  | 'failure'
  | 'retryAt'
  | 'failedAttempts'
  | 'channelConnected'
  | 'channelError'
  | 'memoryBytes'
  | 'observedAt';

/** The columns of a bot that say what was seen; what its owner wants is not among them. */
export type ObservedBot = Pick<Prisma.BotUncheckedUpdateManyInput, ObservedColumn>;

/** A transaction that can write what was seen, and nothing else. */
export type ObserveTx = Pick<TenantTx, 'deployStage' | 'sandbox' | 'pairingRequest' | 'sandboxCommand'> & {
  setBot(data: ObservedBot): Promise<void>;
  /** An outcome that the audit log must tell, by Clawberth itself, under the correlation id of the request. */
  audit(entry: AuditEntry, correlationId: string): Promise<void>;
};

/**
 * The second way to write, for what the worker sees: fenced by the lease, which is checked and locked first.
 * Throws `LeaseLostError` when another worker has taken the bot since.
 */
export async function observe<T>(services: Services, lease: Lease, run: (tx: ObserveTx) => Promise<T>): Promise<T> {
  return services.database.tenantTransaction(lease.organisationId, async (tx) => {
    await assertLease(tx, lease);
    return run({
      deployStage: tx.deployStage,
      sandbox: tx.sandbox,
      pairingRequest: tx.pairingRequest,
      sandboxCommand: tx.sandboxCommand,
      async setBot(data) {
        await tx.bot.updateMany({ where: { id: lease.botId, organisationId: lease.organisationId }, data });
      },
      async audit(entry, correlationId) {
        const ctx = systemContext(services, lease.organisationId, correlationId);
        await tx.auditEvent.create({ data: auditRow(ctx, { ...entry, botId: lease.botId }) });
      },
    });
  });
}

/** Locks the bot's row for the transaction; throws `LeaseLostError` unless the lease is still this one. */
export async function assertLease(tx: Pick<TenantTx, '$queryRaw'>, lease: Lease): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from "Bot"
    where "id" = ${lease.botId}::uuid and "organisationId" = ${lease.organisationId}::uuid
      and "leaseOwner" = ${lease.owner} and "leaseEpoch" = ${lease.epoch} and "deletedAt" is null
    for no key update`;
  if (held.length === 0) throw new LeaseLostError(lease.botId);
}

/** The transaction of the lease's own verbs: by agreement they touch lease columns only, by Postgres' clock. */
export async function leasing<T>(
  services: Services,
  organisationId: string,
  run: (tx: Pick<TenantTx, '$queryRaw'>) => Promise<T>,
): Promise<T> {
  return services.database.tenantTransaction(organisationId, run);
}

/** Writes when a bot was last heard and last answered: seen by the airlock, which holds no lease. */
export async function observeActivity(
  services: Services,
  { botId, organisationId }: { botId: string; organisationId: string },
  seen: { lastInboundAt?: Date; lastAnsweredAt?: Date },
): Promise<void> {
  await services.database.tenantTransaction(organisationId, async (tx) => {
    await tx.bot.updateMany({ where: { id: botId, organisationId, deletedAt: null }, data: seen });
  });
}

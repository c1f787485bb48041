import { randomUUID } from 'node:crypto';
import { Prisma, type TenantTx } from '@clawberth/db';
import { z } from 'zod';
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

/** What the provider said to a running bot's question: seen by the airlock, which holds no lease. */
export type ProviderSeen = { code: string; message: string } | null;

/**
 * Writes why the provider does not answer a running bot, or with null that it answers again. A failure that
 * the worker saw stays. Told in the audit log when it is new.
 */
export async function observeProvider(
  services: Services,
  { botId, organisationId }: { botId: string; organisationId: string },
  seen: ProviderSeen,
): Promise<void> {
  await services.database.tenantTransaction(organisationId, async (tx) => {
    await tx.$queryRaw`select 1 from "Bot" where "id" = ${botId}::uuid and "organisationId" = ${organisationId}::uuid for no key update`;
    const bot = await tx.bot.findFirst({
      where: { id: botId, organisationId, deletedAt: null, observedState: 'running' },
    });
    if (bot === null) return;
    const known = z.object({ code: z.string() }).safeParse(bot.failure).data?.code ?? null;
    const ofProvider = known?.startsWith('provider_') === true;
    if (seen === null) {
      if (ofProvider)
        await tx.bot.updateMany({ where: { id: botId, organisationId }, data: { failure: Prisma.DbNull } });
      return;
    }
    // A version that is still to be handed over is the worker's to judge.
    const settled = bot.observedGeneration === bot.generation && bot.observedConfigVersion === bot.desiredConfigVersion;
    if (!settled || known === seen.code || (known !== null && !ofProvider)) return;
    const { generation, desiredConfigVersion: configVersion } = bot;
    const failure = { ...seen, retryable: false, logTail: [], generation, configVersion, at: new Date().toISOString() };
    await tx.bot.updateMany({ where: { id: botId, organisationId }, data: { failure } });
    const entry: AuditEntry = {
      action: 'bot.failed',
      result: 'failed',
      target: { type: 'bot', id: botId, name: bot.name },
      botId,
      after: { code: seen.code, generation },
    };
    await tx.auditEvent.create({
      data: auditRow(systemContext(services, organisationId, randomUUID(), 'airlock'), entry),
    });
  });
}

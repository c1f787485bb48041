import { randomUUID } from 'node:crypto';
import { Prisma, type TenantTx } from '@clawberth/db';
import { z } from 'zod';
import { auditRow, type AuditEntry } from './audit-row.ts';
import { systemContext } from './system-context.ts';
import type { Services } from './services.ts';
import { appendEvents } from './append-events.ts';

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
 * The second way to write, for what the worker sees: fenced by the lease, which is checked and locked first. Postgres lets
 * such a transaction change observed columns and tables without an audit event, and nothing else.
 * Throws `LeaseLostError` when another worker has taken the bot since.
 */
export async function observe<T>(services: Services, lease: Lease, run: (tx: ObserveTx) => Promise<T>): Promise<T> {
  const { botId, organisationId } = lease;
  return services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    await assertLease(tx, lease);
    const entries: Prisma.AuditEventCreateManyInput[] = [];
    const value = await run({
      deployStage: tx.deployStage,
      sandbox: tx.sandbox,
      pairingRequest: tx.pairingRequest,
      sandboxCommand: tx.sandboxCommand,
      async setBot(data) {
        await tx.bot.updateMany({ where: { id: botId, organisationId }, data });
      },
      async audit(entry, correlationId) {
        entries.push(auditRow(systemContext(services, organisationId, correlationId), { ...entry, botId }));
      },
    });
    if (entries.length > 0) await tx.auditEvent.createMany({ data: entries });
    return value;
  });
}

/** Locks the bot's row for the transaction and marks it as an observation; throws `LeaseLostError` unless the lease is still this one. */
export async function assertLease(tx: Pick<TenantTx, '$queryRaw'>, lease: Lease): Promise<void> {
  const { botId, organisationId, owner, epoch } = lease;
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`
    select begin_observation(${botId}::uuid, ${organisationId}::uuid, ${owner}, ${epoch}::int) as held`;
  if (row?.held !== true) throw new LeaseLostError(botId);
}

/** Writes when a bot was last heard and last answered: seen by the airlock, which holds no lease. */
export async function observeActivity(
  services: Services,
  { botId }: { botId: string },
  { lastInboundAt = null, lastAnsweredAt = null }: { lastInboundAt?: Date | null; lastAnsweredAt?: Date | null },
): Promise<void> {
  await services.database.lookup
    .$queryRaw`select note_activity(${botId}::uuid, ${lastInboundAt}::timestamptz, ${lastAnsweredAt}::timestamptz)::text`;
}

/** What the provider said to a running bot's question: seen by the airlock, which holds no lease. */
export type ProviderSeen = { code: string; message: string } | null;

/**
 * Writes why the provider does not answer a running bot, or with null that it answers again. A failure that
 * the worker saw stays. Told in the audit log when it is new, and when it is over.
 */
export async function observeProvider(
  services: Services,
  { botId, organisationId }: { botId: string; organisationId: string },
  seen: ProviderSeen,
): Promise<void> {
  await services.database.tenantTransaction({ organisationId, actor: 'system' }, async (tx) => {
    await tx.$queryRaw`select 1 from "Bot" where "id" = ${botId}::uuid and "organisationId" = ${organisationId}::uuid for no key update`;
    const bot = await tx.bot.findFirst({
      where: { id: botId, organisationId, deletedAt: null, observedState: 'running' },
    });
    if (bot === null) return;
    const known = z.object({ code: z.string() }).safeParse(bot.failure).data?.code ?? null;
    const ofProvider = known?.startsWith('provider_') === true;
    const tell = async (
      entry: Pick<AuditEntry, 'action' | 'result' | 'after'>,
      failure: NonNullable<Prisma.BotUpdateManyMutationInput['failure']>,
    ) => {
      await tx.bot.updateMany({ where: { id: botId, organisationId }, data: { failure } });
      const ctx = systemContext(services, organisationId, randomUUID(), 'airlock');
      await appendEvents(tx, ctx, [{ ...entry, target: { type: 'bot', id: botId, name: bot.name }, botId }]);
    };
    if (seen === null) {
      if (ofProvider) await tell({ action: 'bot.recovered', after: { code: known } }, Prisma.DbNull);
      return;
    }
    // A version that is still to be handed over is the worker's to judge.
    const settled = bot.observedGeneration === bot.generation && bot.observedConfigVersion === bot.desiredConfigVersion;
    if (!settled || known === seen.code || (known !== null && !ofProvider)) return;
    const { generation, desiredConfigVersion: configVersion } = bot;
    const failure = { ...seen, retryable: false, logTail: [], generation, configVersion, at: new Date().toISOString() };
    await tell({ action: 'bot.failed', result: 'failed', after: { code: seen.code, generation } }, failure);
  });
}

import { redactSecrets } from '../logging/redact-secrets.ts';
import type { AuditEntry } from '../mutate.ts';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import type { DesiredBot, Failure, RecordedFailure } from './types.ts';

/**
 * OpenClaw runs on with the config that it has; only the newer one was refused, and is not offered again
 * until it changes. Told in the audit log.
 */
export async function recordRefusedConfig(
  services: Services,
  lease: Lease,
  bot: DesiredBot,
  failure: Failure,
): Promise<void> {
  await observe(services, lease, async (tx) => {
    await tx.setBot({ failure: toRecord(bot, failure), retryAt: null, observedAt: new Date() });
    await tx.audit(toAudit(bot, failure), bot.correlationId);
  });
}

/**
 * Writes why the attempt failed and when the next one is due; null: not before somebody changes something.
 * The stage it stood at is marked failed. `counts`: it is one more of the failures in a row that end the retries.
 * Told in the audit log when it is not the failure already known.
 */
export async function recordFailure(
  services: Services,
  lease: Lease,
  bot: DesiredBot,
  { failure, retryAt, counts }: { failure: Failure; retryAt: Date | null; counts: boolean },
): Promise<void> {
  const { botId, organisationId } = lease;
  const { generation } = bot;
  await observe(services, lease, async (tx) => {
    const now = new Date();
    await tx.deployStage.updateMany({
      where: { botId, organisationId, generation, status: 'active' },
      data: { status: 'failed', finishedAt: now, detail: redactSecrets(failure.message).slice(0, 300) },
    });
    await tx.sandbox.deleteMany({ where: { botId, organisationId } });
    await tx.setBot({
      observedState: 'failed',
      observedGeneration: generation,
      failure: toRecord(bot, failure),
      retryAt,
      ...(counts ? { failedAttempts: { increment: 1 } } : {}),
      channelConnected: false,
      memoryBytes: null,
      observedAt: now,
    });
    if (bot.failure?.code === failure.code && bot.failure.generation === generation) return;
    await tx.audit(toAudit(bot, failure), bot.correlationId);
  });
}

function toRecord(bot: DesiredBot, failure: Failure): RecordedFailure {
  return {
    ...failure,
    message: redactSecrets(failure.message).slice(0, 2_000),
    logTail: failure.logTail.slice(-60).map(redactSecrets),
    generation: bot.generation,
    configVersion: bot.desiredConfigVersion,
    at: new Date().toISOString(),
  };
}

function toAudit(bot: DesiredBot, { code, retryable }: Failure): AuditEntry {
  return {
    action: 'bot.failed',
    result: 'failed',
    target: { type: 'bot', id: bot.botId, name: bot.name },
    after: { code, generation: bot.generation, retryable },
  };
}

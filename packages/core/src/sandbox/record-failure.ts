import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import type { DesiredBot, Failure } from './types.ts';

/**
 * Writes why the attempt failed and when the next one is due; null: not before somebody changes something.
 * The stage it stood at is marked failed. Told in the audit log when it is not the failure already known.
 */
export async function recordFailure(
  services: Services,
  lease: Lease,
  bot: DesiredBot,
  { failure, retryAt }: { failure: Failure; retryAt: Date | null },
): Promise<void> {
  const { botId, organisationId } = lease;
  const { generation } = bot;
  await observe(services, lease, async (tx) => {
    const now = new Date();
    const { code, message, retryable } = failure;
    await tx.deployStage.updateMany({
      where: { botId, organisationId, generation, status: 'active' },
      data: { status: 'failed', finishedAt: now, detail: message.slice(0, 300) },
    });
    await tx.sandbox.deleteMany({ where: { botId, organisationId } });
    await tx.setBot({
      observedState: 'failed',
      observedGeneration: generation,
      failure: {
        code,
        message,
        retryable,
        logTail: failure.logTail,
        generation,
        configVersion: bot.desiredConfigVersion,
        at: now.toISOString(),
      },
      retryAt,
      failedAttempts: { increment: 1 },
      channelConnected: false,
      memoryBytes: null,
      observedAt: now,
    });
    if (bot.failure?.code === code && bot.failure.generation === generation) return;
    await tx.audit(
      {
        action: 'bot.failed',
        result: 'failed',
        target: { type: 'bot', id: botId, name: bot.name },
        after: { code, generation, retryable },
      },
      bot.correlationId,
    );
  });
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Services } from '../services.ts';
import type { DesiredBot } from './types.ts';
import { readAsSystem } from '../scope-of.ts';

const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  logTail: z.array(z.string()),
  generation: z.int(),
  configVersion: z.int(),
  at: z.string(),
});

/** Both sides of the bot as Postgres has them now, without secrets. Null when it is gone. */
export async function loadDesired(services: Services, botId: string): Promise<DesiredBot | null> {
  const [found] = await services.database.lookup.$queryRaw<{ organisationId: string | null }[]>`
    select lookup_bot_organisation(${botId}::uuid) as "organisationId"`;
  const organisationId = found?.organisationId ?? null;
  if (organisationId === null) return null;
  const read = readAsSystem(services, organisationId);
  const bot = await read.bot.findUnique({
    where: { id: botId, organisationId, deletedAt: null },
    include: { sandbox: true },
  });
  if (bot === null) return null;
  const [stages, pendingCommands, retiring, lastAct] = await Promise.all([
    read.deployStage.findMany({ where: { botId, organisationId, generation: bot.generation } }),
    read.sandboxCommand.count({ where: { botId, organisationId, status: 'pending' } }),
    read.sandboxToken.count({ where: { botId, organisationId, retiring: true } }),
    read.auditEvent.findFirst({
      where: { botId, organisationId, actorType: 'user', targetType: 'bot' },
      orderBy: { occurredAt: 'desc' },
      select: { requestId: true },
    }),
  ]);
  return {
    botId,
    organisationId,
    name: bot.name,
    providerId: bot.providerId,
    modelId: bot.modelId,
    channel: bot.telegramBotId === null ? 'web' : 'telegram',
    desiredState: bot.desiredState,
    generation: bot.generation,
    desiredConfigVersion: bot.desiredConfigVersion,
    observedState: bot.observedState,
    observedGeneration: bot.observedGeneration,
    observedConfigVersion: bot.observedConfigVersion,
    failure: bot.failure === null ? null : (failureSchema.safeParse(bot.failure).data ?? null),
    retryAt: bot.retryAt,
    failedAttempts: bot.failedAttempts,
    channelConnected: bot.channelConnected,
    channelError: bot.channelError,
    memoryBytes: bot.memoryBytes === null ? null : Number(bot.memoryBytes),
    observedAt: bot.observedAt,
    sandbox: bot.sandbox,
    stages,
    pendingCommands,
    retiringTokens: retiring > 0,
    correlationId: lastAct?.requestId ?? randomUUID(),
  };
}

import { Prisma } from '@clawberth/db';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import type { DesiredBot } from './types.ts';

/** What a look at a running bot showed. Left out: unchanged. */
export type Seen = {
  channelConnected?: boolean;
  channelError?: string | null;
  memoryBytes?: number;
  failedAttempts?: number;
};

/** Writes what was seen of a living sandbox. */
export async function recordObserved(services: Services, lease: Lease, seen: Seen): Promise<void> {
  await observe(services, lease, async (tx) => {
    const { channelError, ...rest } = seen;
    await tx.setBot({
      ...rest,
      ...(channelError === undefined ? {} : { channelError: channelError?.slice(0, 500) ?? null }),
      observedAt: new Date(),
    });
  });
}

/** The sandbox has taken this config version; an earlier refusal is settled by it. */
export async function recordConfigTaken(services: Services, lease: Lease, bot: DesiredBot): Promise<void> {
  await observe(services, lease, (tx) =>
    tx.setBot({
      observedConfigVersion: bot.desiredConfigVersion,
      ...(bot.observedState === 'running' ? { failure: Prisma.DbNull, retryAt: null } : {}),
      observedAt: new Date(),
    }),
  );
}

/** The bot reached what its owner wants: it runs. Told in the audit log. */
export async function recordRunning(services: Services, lease: Lease, bot: DesiredBot): Promise<void> {
  await observe(services, lease, async (tx) => {
    await tx.setBot({ observedState: 'running', failure: Prisma.DbNull, retryAt: null, observedAt: new Date() });
    await tx.audit(outcome(bot, 'running'), bot.correlationId);
  });
}

/** Says that the bot is being stopped. */
export async function recordStopping(services: Services, lease: Lease): Promise<void> {
  await observe(services, lease, (tx) => tx.setBot({ observedState: 'stopping', observedAt: new Date() }));
}

/** The bot reached what its owner wants: nothing of it runs. Told in the audit log. */
export async function recordStopped(services: Services, lease: Lease, bot: DesiredBot): Promise<void> {
  const { botId, organisationId } = lease;
  await observe(services, lease, async (tx) => {
    await tx.sandbox.deleteMany({ where: { botId, organisationId } });
    await tx.setBot({
      observedState: 'stopped',
      observedGeneration: bot.generation,
      failure: Prisma.DbNull,
      retryAt: null,
      failedAttempts: 0,
      channelConnected: false,
      channelError: null,
      memoryBytes: null,
      observedAt: new Date(),
    });
    await tx.audit(outcome(bot, 'stopped'), bot.correlationId);
  });
}

function outcome(bot: DesiredBot, state: 'running' | 'stopped') {
  return {
    action: 'bot.observed' as const,
    target: { type: 'bot' as const, id: bot.botId, name: bot.name },
    before: { state: bot.observedState },
    after: { state, generation: bot.generation },
  };
}

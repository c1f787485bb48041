import { Prisma } from '@clawberth/db';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';

/**
 * Begins an attempt at the generation: state starting, no config taken, stages from the first again. With
 * `again` the last failure stays to be read until the bot runs; the count of failures goes on.
 */
export async function recordAttempt(
  services: Services,
  lease: Lease,
  { generation, again }: { generation: number; again: boolean },
): Promise<void> {
  const { botId, organisationId } = lease;
  await observe(services, lease, async (tx) => {
    const now = new Date();
    await tx.deployStage.deleteMany({ where: { botId, organisationId, generation, stage: { not: 'reserved' } } });
    await tx.deployStage.createMany({
      data: [
        // Written by the request already where there was one: its time is that of the click.
        { organisationId, botId, generation, stage: 'reserved', status: 'done', startedAt: now, finishedAt: now },
        { organisationId, botId, generation, stage: 'image_ready', status: 'active', startedAt: now },
      ],
      skipDuplicates: true,
    });
    await tx.sandbox.deleteMany({ where: { botId, organisationId } });
    await tx.setBot({
      observedState: 'starting',
      observedGeneration: generation,
      observedConfigVersion: 0,
      ...(again ? {} : { failure: Prisma.DbNull, failedAttempts: 0 }),
      retryAt: null,
      channelConnected: false,
      channelError: null,
      memoryBytes: null,
      observedAt: now,
    });
  });
}

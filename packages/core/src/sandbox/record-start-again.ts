import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';

/**
 * OpenClaw starts anew inside the sandbox that it is in: from now on the bot is starting, until it was seen live, ready and
 * connected once more. The stages before, of the sandbox itself, stay done.
 */
export async function recordStartAgain(services: Services, lease: Lease, generation: number): Promise<void> {
  await observe(services, lease, async (tx) => {
    const { botId, organisationId } = lease;
    const where = { botId, organisationId, generation };
    const startedAt = new Date();
    await tx.deployStage.deleteMany({ where: { ...where, stage: { in: ['gateway_ready', 'channel_connected'] } } });
    await tx.deployStage.updateMany({
      where: { ...where, stage: 'gateway_live' },
      data: { status: 'active', startedAt, finishedAt: null, detail: null },
    });
  });
}

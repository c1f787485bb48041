import type { Prisma } from '@clawberth/db';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import type { SandboxRow } from './types.ts';

/**
 * Writes the proved sandbox, by which the airlock knows its caller: before any config is handed over.
 * A sandbox at another place has taken no config yet, so the observed config version starts from none.
 */
export async function recordSandbox(
  services: Services,
  lease: Lease,
  sandbox: SandboxRow & { proof: Prisma.InputJsonObject },
): Promise<void> {
  const { botId, organisationId } = lease;
  const { generation } = sandbox;
  await observe(services, lease, async (tx) => {
    const now = new Date();
    await tx.sandbox.upsert({ where: { botId }, create: { botId, organisationId, ...sandbox }, update: sandbox });
    const key = { botId, organisationId, generation };
    await tx.deployStage.updateMany({
      where: { ...key, stage: 'isolated' },
      data: { status: 'done', finishedAt: now },
    });
    const entered = await tx.deployStage.findFirst({ where: { ...key, stage: 'config_accepted' } });
    if (entered === null) {
      await tx.deployStage.create({ data: { ...key, stage: 'config_accepted', status: 'active', startedAt: now } });
    }
    await tx.setBot({ observedConfigVersion: 0, observedAt: now });
  });
}

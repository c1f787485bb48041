import type { Stage, StageStatus } from '@clawberth/db';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';

export type StageChange = { stage: Stage; status: StageStatus; detail?: string };

/** Writes how far the generation has come. Repeating it changes nothing: the first start and end of a stage stay. */
export async function recordStages(
  services: Services,
  lease: Lease,
  { generation, stages }: { generation: number; stages: readonly StageChange[] },
): Promise<void> {
  await observe(services, lease, async (tx) => {
    const { botId, organisationId } = lease;
    const now = new Date();
    for (const { stage, status, detail } of stages) {
      const finishedAt = status === 'active' ? null : now;
      const known = await tx.deployStage.findUnique({
        where: { botId_generation_stage: { botId, generation, stage } },
      });
      if (known?.status === status && (known.detail ?? undefined) === detail) continue;
      const data = { status, detail: detail?.slice(0, 300) ?? null, finishedAt };
      if (known === null) {
        await tx.deployStage.create({ data: { organisationId, botId, generation, stage, startedAt: now, ...data } });
      } else {
        await tx.deployStage.update({ where: { botId_generation_stage: { botId, generation, stage } }, data });
      }
    }
  });
}

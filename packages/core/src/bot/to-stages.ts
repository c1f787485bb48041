import type { DeployStage } from '@clawberth/db';
import { stageLabel, STAGE_ORDER } from '../text/stages.ts';
import type { BotChannel, StageView } from './views.ts';

/** Every stage of one generation in order; those without a row yet are waiting. */
export function toStages(rows: readonly DeployStage[], channel: BotChannel, now: Date): StageView[] {
  return STAGE_ORDER.map((stage) => {
    const row = rows.find((candidate) => candidate.stage === stage);
    const label = stageLabel(stage, channel);
    if (row === undefined) return { stage, label, status: 'waiting', detail: null, seconds: null, startedAt: null };
    const { status, detail, startedAt, finishedAt } = row;
    const seconds = Math.max(0, ((finishedAt ?? now).getTime() - startedAt.getTime()) / 1000);
    return { stage, label, status, detail, seconds, startedAt };
  });
}

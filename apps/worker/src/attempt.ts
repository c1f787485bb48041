import type { sandbox } from '@clawberth/core';

/** Whether the recorded failure belongs to what is wanted now; a change of either is a fresh attempt. */
export function isThisAttempt({ failure, generation, desiredConfigVersion }: sandbox.DesiredBot): boolean {
  return failure?.generation === generation && failure.configVersion === desiredConfigVersion;
}

export function isDone(bot: sandbox.DesiredBot, stage: sandbox.StageRow['stage']): boolean {
  return bot.stages.some((row) => row.stage === stage && row.status === 'done');
}

export function secondsSince(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / 1000;
}

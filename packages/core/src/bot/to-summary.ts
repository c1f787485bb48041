import { findProvider } from '@clawberth/openclaw';
import { deriveState } from './derive-state.ts';
import { readFailure } from './failure-record.ts';
import type { BotRow } from './read-rows.ts';
import { stoppedSecret } from './stopped-secret.ts';
import { rotationOf } from './rotation.ts';
import type { BotSummary } from './views.ts';

/** The card of the bot list. */
export function toSummary(row: BotRow, now: Date): BotSummary {
  const stages = row.stages.filter((stage) => stage.generation === row.generation);
  const channel = row.telegramBotId === null ? 'web' : 'telegram';
  const demo = row.providerId === 'demo';
  const { pairings: waiting } = row._count;
  const { state, reason } = deriveState({
    ...row,
    channel,
    demo,
    waiting,
    now,
    failure: readFailure(row),
    stopped: stoppedSecret(row)?.kind ?? null,
    doneStages: new Set(stages.filter(({ status }) => status === 'done').map(({ stage }) => stage)),
    activeStage: stages.find(({ status }) => status === 'active')?.stage ?? null,
  });
  return {
    id: row.id,
    name: row.name,
    state,
    reason,
    channel,
    telegramUsername: row.telegramUsername,
    providerLabel: findProvider(row.providerId)?.label ?? row.providerId,
    demo,
    waiting,
    keys: keysOf(row, now),
    lastInboundAt: row.lastInboundAt,
    lastAnsweredAt: row.lastAnsweredAt,
    createdAt: row.createdAt,
  };
}

function keysOf({ secrets, organisation }: BotRow, now: Date): BotSummary['keys'] {
  if (secrets.some(({ revokedAt }) => revokedAt !== null)) return 'stopped';
  return secrets.some((secret) => rotationOf(secret, organisation.rotationPolicy, now).state === 'due') ? 'due' : null;
}

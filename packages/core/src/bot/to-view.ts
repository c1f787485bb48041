import { findModel, findProvider, PROVIDER_IDS, TEMPLATE_IDS } from '@clawberth/openclaw';
import type { PersonRequest } from '../person/views.ts';
import { failureCard, readFailure } from './failure-record.ts';
import { MEMORY_LIMIT_BYTES } from './limits.ts';
import { readProof } from './read-proof.ts';
import type { BotRow } from './read-rows.ts';
import { toStages } from './to-stages.ts';
import { toSummary } from './to-summary.ts';
import { stoppedCard, stoppedSecret } from './stopped-secret.ts';
import type { BotView, FailureCard } from './views.ts';

/** Everything that a bot's page shows. `stoppedBy`: who stopped one of its secrets, if that may be told. */
export function toView(
  row: BotRow,
  { waitingPeople, stoppedBy }: { waitingPeople: PersonRequest[]; stoppedBy: string | null },
  now: Date,
): BotView {
  const summary = toSummary(row, now);
  const provider = findProvider(row.providerId);
  const sandbox = row.sandbox?.generation === row.generation ? row.sandbox : null;
  return {
    ...summary,
    template: TEMPLATE_IDS.find((id) => id === row.template) ?? 'support',
    providerId: PROVIDER_IDS.find((id) => id === row.providerId) ?? 'demo',
    modelId: row.modelId,
    modelLabel: (provider === null ? null : findModel(provider, row.modelId))?.label ?? row.modelId,
    stages: toStages(
      row.stages.filter(({ generation }) => generation === row.generation),
      summary.channel,
      now,
    ),
    failure: cardOf(row, stoppedBy),
    generation: row.generation,
    desiredState: row.desiredState,
    observedState: row.observedState,
    configVersion: row.desiredConfigVersion,
    configApplied: row.observedConfigVersion === row.desiredConfigVersion,
    memoryBytes: row.memoryBytes === null ? null : Number(row.memoryBytes),
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    startedAt: sandbox?.startedAt ?? null,
    sandboxProof: sandbox === null ? null : readProof(sandbox.proof, sandbox.startedAt),
    waitingPeople,
  };
}

function cardOf(row: BotRow, stoppedBy: string | null): FailureCard | null {
  const stopped = stoppedSecret(row);
  if (stopped !== null) return stoppedCard(stopped, stoppedBy);
  const failure = readFailure(row);
  return failure === null ? null : failureCard(failure, row.retryAt);
}

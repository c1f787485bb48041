export { MEMORY_LIMIT_BYTES } from '../bot/limits.ts';
export { LeaseLostError, type Lease } from '../observe.ts';
export { claimLease, releaseLease, renewLease } from './lease.ts';
export { finishCommand, takeCommands, type CommandOutcome } from './commands.ts';
export { endOldTokens } from './end-old-tokens.ts';
export { findDrift } from './find-drift.ts';
export { finishDelete } from './finish-delete.ts';
export { listPlacements, type Placement } from './list-placements.ts';
export { loadDesired } from './load-desired.ts';
export { openBotForm, openBotTokens } from './open-bot.ts';
export { openBotEnvironment } from './open-environment.ts';
export type { BotForm } from '../secrets/bot-form.ts';
export { recordAttempt } from './record-attempt.ts';
export { recordFailure, recordRefusedConfig } from './record-failure.ts';
export {
  recordConfigTaken,
  recordObserved,
  recordRunning,
  recordStopped,
  recordStopping,
  type Seen,
} from './record-observed.ts';
export { recordPairings } from './record-pairings.ts';
export { recordSandbox } from './record-sandbox.ts';
export { recordStartAgain } from './record-start-again.ts';
export { recordStages, type StageChange } from './record-stages.ts';
export type * from './types.ts';

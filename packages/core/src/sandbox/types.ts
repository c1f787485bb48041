import type { CommandKind, DesiredState, ObservedState, Stage, StageStatus } from '@clawberth/db';

/** Why a bot does not work, as stored in `Bot.failure`. */
export type Failure = {
  /** One of the codes that `FAILURE_CODES` of the screens explain, e.g. `config_invalid`. */
  code: string;
  /** For the log and the details fold; the screens have their own sentence for each code. */
  message: string;
  retryable: boolean;
  /** Redacted lines, oldest first. */
  logTail: string[];
};

/** A failure with the attempt that it belongs to: another generation or config version is a fresh attempt. */
export type RecordedFailure = Failure & { generation: number; configVersion: number; at: string };

export type SandboxRow = {
  generation: number;
  containerId: string;
  image: string;
  address: string;
  /** CIDR; what the airlock compares a caller's address with. */
  subnet: string;
  startedAt: Date;
};

export type StageRow = { stage: Stage; status: StageStatus; startedAt: Date };

/** The bot's own tokens, unsealed. None of them opens anything outside the airlock and the sandbox. */
export type BotTokens = {
  gatewayToken: string;
  agentToken: string;
  airlockToken: string;
  /** Null: the bot answers on the web chat only. */
  telegramStandIn: string | null;
};

/** Both sides of a bot: what its owner wants and what was last seen. */
export type DesiredBot = {
  botId: string;
  organisationId: string;
  name: string;
  providerId: string;
  modelId: string;
  /** Where people reach the bot; `web` has no channel of OpenClaw's. */
  channel: 'telegram' | 'web';
  desiredState: DesiredState;
  generation: number;
  desiredConfigVersion: number;
  observedState: ObservedState;
  observedGeneration: number;
  observedConfigVersion: number;
  failure: RecordedFailure | null;
  retryAt: Date | null;
  failedAttempts: number;
  channelConnected: boolean;
  channelError: string | null;
  memoryBytes: number | null;
  observedAt: Date | null;
  sandbox: SandboxRow | null;
  /** Of the current generation. */
  stages: StageRow[];
  pendingCommands: number;
  /** Whether tokens of before the last renewal still work: an earlier sandbox may hold them. */
  retiringTokens: boolean;
  /** Of the newest act by a person on this bot; a new one when there is none. */
  correlationId: string;
};

export type Command = {
  id: string;
  kind: CommandKind;
  payload: { channel: string; accountId: string; requestId: string };
  correlationId: string;
};

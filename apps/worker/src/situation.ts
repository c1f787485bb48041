import type { sandbox } from '@clawberth/core';
import type { AgentStatus } from '@clawberth/openclaw';
import type { NetworkFacts, RuntimeErrorCode, SandboxFacts } from '@clawberth/runtime';

/** Why the machine cannot start a sandbox now. */
export type NotReady = { code: RuntimeErrorCode; message: string };

/** All that the next step is decided from: what Postgres says and what was seen a moment ago. */
export type Situation = {
  bot: sandbox.DesiredBot;
  /** Null: the machine can start sandboxes. */
  notReady: NotReady | null;
  /** The bot's sandboxes of every generation; null: the runtime does not answer. */
  sandboxes: readonly SandboxFacts[] | null;
  /** What the agent of the wanted generation's running sandbox said; null: it does not answer, or there is none. */
  agent: AgentStatus | null;
  /** How long that agent has not answered, in seconds; 0 when it does. */
  agentSilentSeconds: number;
  /** What this pass over the bot has done already. */
  pass: PassMemory;
  now: Date;
};

/** Idempotent steps that a pass takes once. */
export type PassMemory = {
  network: NetworkFacts | null;
  imageReady: boolean;
  volumeReady: boolean;
  chatOpened: boolean;
  commandsRun: boolean;
  peopleRecorded: boolean;
  purged: boolean;
};

export function newPassMemory(): PassMemory {
  return {
    network: null,
    imageReady: false,
    volumeReady: false,
    chatOpened: false,
    commandsRun: false,
    peopleRecorded: false,
    purged: false,
  };
}

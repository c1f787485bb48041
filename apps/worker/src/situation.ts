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
  /** Whether the machine has a place for one more start. */
  mayStart: boolean;
  /** What this pass over the bot has done already. */
  pass: PassMemory;
  now: Date;
};

/** What a pass has done already. */
export type PassMemory = {
  network: NetworkFacts | null;
  imageReady: boolean;
  volumeReady: boolean;
  chatOpened: boolean;
  commandsRun: boolean;
  /** Revision of the agent's status whose waiting people were recorded. */
  peopleRevision: number | null;
  purged: boolean;
};

export function newPassMemory(): PassMemory {
  return {
    network: null,
    imageReady: false,
    volumeReady: false,
    chatOpened: false,
    commandsRun: false,
    peopleRevision: null,
    purged: false,
  };
}

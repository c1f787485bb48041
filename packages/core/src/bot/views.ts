import type { DesiredState, ObservedState, RotationPolicy, RotationReason, Stage } from '@clawberth/db';
import type { ProviderId, TemplateId } from '@clawberth/openclaw';
import type { PersonRequest } from '../person/views.ts';

/** The one word of state that a bot wears. */
export const BOT_STATES = ['working', 'starting', 'needs_you', 'paused', 'broken', 'deleting'] as const;
export type BotState = (typeof BOT_STATES)[number];

/** Where people reach the bot: Telegram, or only the chat in the dashboard. */
export type BotChannel = 'telegram' | 'web';

/** One card of the bot list. */
export type BotSummary = {
  id: string;
  name: string;
  state: BotState;
  /** A sentence that says why the bot is in this state. */
  reason: string;
  channel: BotChannel;
  /** Without the @. */
  telegramUsername: string | null;
  providerLabel: string;
  demo: boolean;
  /** People who wait for the owner's word. */
  waiting: number;
  /** Whether one of its keys was stopped or should be replaced now; the latter is told only to who may see settings. */
  keys: 'stopped' | 'due' | null;
  lastInboundAt: Date | null;
  lastAnsweredAt: Date | null;
  createdAt: Date;
};

export type StageView = {
  stage: Stage;
  label: string;
  status: 'waiting' | 'active' | 'done' | 'failed';
  detail: string | null;
  /** How long it took, or has taken so far; null while it waits. */
  seconds: number | null;
  startedAt: Date | null;
};

/** What is shown when a bot cannot work: cause, who can mend it, the one next step. */
export type FailureCard = {
  code: string;
  title: string;
  whatHappened: string;
  whoCanFix: 'you' | 'us' | 'provider';
  nextStep: string;
  action: 'retry' | 'replace_telegram_token' | 'replace_provider_key' | 'none';
  /** When Clawberth tries again by itself; null when it does not. */
  retryAt: Date | null;
  /** Redacted lines, oldest first. */
  logTail: string[];
};

export type SandboxProofView = {
  /** Docker's runtime as seen from outside, e.g. `runsc`. */
  runtime: string;
  /** Kernel as seen from inside. */
  kernel: string;
  gvisor: boolean;
  checkedAt: Date;
};

/** Everything that a bot's page shows. */
export type BotView = BotSummary & {
  template: TemplateId;
  providerId: ProviderId;
  modelId: string;
  modelLabel: string;
  /** All seven, in order, of the current generation. */
  stages: StageView[];
  failure: FailureCard | null;
  generation: number;
  desiredState: DesiredState;
  observedState: ObservedState;
  /** The newest version that the owner saved. */
  configVersion: number;
  /** Whether the running bot has taken that version. */
  configApplied: boolean;
  memoryBytes: number | null;
  memoryLimitBytes: number;
  startedAt: Date | null;
  sandboxProof: SandboxProofView | null;
  waitingPeople: PersonRequest[];
};

/** What the settings screen edits. Secrets stand here as fingerprints only. */
export type BotConfigView = {
  version: number;
  name: string;
  template: TemplateId;
  instructions: string;
  about: string;
  providerId: ProviderId;
  modelId: string;
  telegram: { username: string | null; fingerprint: string; setAt: Date } | null;
  providerKey: { fingerprint: string; setAt: Date } | null;
};

/** A bot whose AI key a new bot may use. */
export type ReusableKey = { botId: string; botName: string; providerId: string };

/** What getMe and getWebhookInfo said of a token. */
export type TelegramBotFacts = {
  /** Decimal digits: may exceed 2^53. */
  telegramBotId: string;
  username: string;
  name: string;
  /** Sentences to show beside the accepted token. */
  warnings: string[];
};

/** What putting in a new token would do to the bot, asked before. */
export type NewTokenFacts = TelegramBotFacts & {
  /** Whether it is a newer token of the Telegram bot in use. */
  sameBot: boolean;
  restarts: boolean;
};

/** How old a secret is, and whether it should be replaced. */
export type RotationView = {
  state: 'fresh' | 'soon' | 'due';
  /** Why it is due before its age says so; null when only the age counts. */
  reason: RotationReason | null;
  /** When its age makes it due by the organisation's policy. */
  dueAt: Date;
};

/** Kinds of secrets that people give and may stop. */
export type GivenKind = 'telegram_token' | 'provider_key';

/** What may be seen of a sealed secret that somebody gave. */
export type SecretView = {
  kind: GivenKind;
  fingerprint: string;
  setAt: Date;
  /** Null for somebody who is no member any more, or for Clawberth itself. */
  setByName: string | null;
  revokedAt: Date | null;
  rotation: RotationView;
  /** Other bots that use the same value: stopping it stops it there too. */
  sharedWith: { botId: string; botName: string }[];
};

/** The Keys tab of a bot. */
export type KeysView = {
  policy: RotationPolicy;
  telegram: (SecretView & { username: string | null }) | null;
  providerKey: SecretView | null;
  /** The tokens that Clawberth made for this bot alone; the oldest one counts. */
  innerTokens: { setAt: Date; rotation: RotationView; renewing: boolean };
};

/** A variable of a bot's environment. */
export type VariableView = {
  name: string;
  secret: boolean;
  /** Of a plain variable, for who may set it; null otherwise. */
  value: string | null;
  /** Null in a draft that takes the variable away. */
  fingerprint: string | null;
  setAt: Date;
  setByName: string | null;
};

export type EnvironmentView = {
  live: VariableView[];
  draft: (VariableView & { change: 'added' | 'changed' | 'removed' })[];
  /** What putting the draft into force does now. */
  effect: 'restart' | 'next_start';
};

/** A secret that should be replaced, in the organisation's list. */
export type DueSecret = {
  botId: string;
  botName: string;
  kind: GivenKind;
  fingerprint: string;
  rotation: RotationView;
};

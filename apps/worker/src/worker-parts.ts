import type { Logger, Services } from '@clawberth/core';
import type { AgentClient } from '@clawberth/openclaw';
import type { BotRef, BotRuntime, SandboxRef } from '@clawberth/runtime';
import type { Readiness } from './readiness.ts';
import type { StartGate } from './start-gate.ts';

/** A client for the agent of the sandbox at this address. */
export type ConnectAgent = (address: string, token: string) => AgentClient;

/** What a worker works with, built once by main. */
export type WorkerParts = {
  services: Services;
  runtime: BotRuntime;
  readiness: Readiness;
  connectAgent: ConnectAgent;
  instance: string;
  /** Tag of the bot image. */
  image: string;
  /** Port of the airlock's bots' door. */
  airlockBotPort: number;
  /** Name of this process in leases; no two live processes share one. */
  owner: string;
  log: Logger;
  starts: StartGate;
  /** Since when the agent of a bot has not answered. */
  silentSince: Map<string, Date>;
};

export function botRef(
  { instance }: WorkerParts,
  { botId, organisationId }: { botId: string; organisationId: string },
): BotRef {
  return { instance, botId, organisationId };
}

export function sandboxRef(
  parts: WorkerParts,
  bot: { botId: string; organisationId: string },
  generation: number,
): SandboxRef {
  return { ...botRef(parts, bot), generation };
}

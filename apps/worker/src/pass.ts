import { sandbox } from '@clawberth/core';
import type { AgentClient } from '@clawberth/openclaw';
import { newPassMemory, type PassMemory } from './situation.ts';
import type { WorkerParts } from './worker-parts.ts';

/** One turn of a worker on one bot, under one lease. */
export type Pass = {
  parts: WorkerParts;
  lease: sandbox.Lease;
  memory: PassMemory;
  signal: AbortSignal;
  /** The bot's own tokens, opened once a pass and generation: a renewal raises it. */
  tokens(bot: sandbox.DesiredBot): Promise<sandbox.BotTokens>;
  agentAt(bot: sandbox.DesiredBot, address: string): Promise<AgentClient>;
};

export function createPass(parts: WorkerParts, lease: sandbox.Lease, signal: AbortSignal): Pass {
  const opened = new Map<number, Promise<sandbox.BotTokens>>();
  const tokens: Pass['tokens'] = (bot) => {
    const known = opened.get(bot.generation) ?? sandbox.openBotTokens(parts.services, bot);
    opened.set(bot.generation, known);
    return known;
  };
  return {
    parts,
    lease,
    signal,
    memory: newPassMemory(),
    tokens,
    agentAt: async (bot, address) => parts.connectAgent(address, (await tokens(bot)).agentToken),
  };
}

import { sandbox } from '@clawberth/core';
import { AgentError, type AgentStatus } from '@clawberth/openclaw';
import { RuntimeError, type SandboxFacts } from '@clawberth/runtime';
import { secondsSince } from './attempt.ts';
import type { Pass } from './pass.ts';
import type { Situation } from './situation.ts';
import { botRef } from './worker-parts.ts';

/** Sees the bot as it is now, in Postgres, at the runtime and from its agent. Null when the bot is gone. */
export async function look(pass: Pass): Promise<Situation | null> {
  const { parts, lease } = pass;
  const bot = await sandbox.loadDesired(parts.services, lease.botId);
  if (bot === null) return null;
  const sandboxes = await listSandboxes(pass);
  const address = bot.desiredState === 'running' ? agentAddress(bot, sandboxes) : null;
  const agent = address === null ? null : await askAgent(pass, bot, address);
  const now = new Date();
  parts.starts.saw(bot.botId, bot.observedState === 'starting' && bot.desiredState === 'running', now);
  return {
    bot,
    notReady: parts.readiness.notReady(),
    sandboxes,
    agent,
    agentSilentSeconds: trackSilence(parts.silentSince, bot.botId, {
      asked: address !== null,
      answered: agent !== null,
      now,
    }),
    mayStart: parts.starts.mayStart(bot.botId, now),
    pass: pass.memory,
    now,
  };
}

async function listSandboxes({ parts, lease }: Pass): Promise<SandboxFacts[] | null> {
  try {
    return await parts.runtime.list(botRef(parts, lease));
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    parts.log.warn({ botId: lease.botId, code: error.code }, 'the runtime cannot be asked');
    await parts.readiness.check();
    return null;
  }
}

function agentAddress(bot: sandbox.DesiredBot, sandboxes: readonly SandboxFacts[] | null): string | null {
  if (sandboxes === null) return bot.sandbox?.generation === bot.generation ? bot.sandbox.address : null;
  const mine = sandboxes.find((one) => one.generation === bot.generation);
  return mine?.state === 'running' ? mine.address : null;
}

async function askAgent(pass: Pass, bot: sandbox.DesiredBot, address: string): Promise<AgentStatus | null> {
  const agent = await pass.agentAt(bot, address);
  try {
    return await agent.status({}, pass.signal);
  } catch (error) {
    if (error instanceof AgentError) return null;
    throw error;
  }
}

function trackSilence(
  since: Map<string, Date>,
  botId: string,
  { asked, answered, now }: { asked: boolean; answered: boolean; now: Date },
): number {
  if (!asked || answered) {
    since.delete(botId);
    return 0;
  }
  const first = since.get(botId) ?? now;
  since.set(botId, first);
  return secondsSince(first, now);
}

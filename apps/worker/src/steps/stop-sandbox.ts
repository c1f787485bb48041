import { sandbox } from '@clawberth/core';
import { AgentError } from '@clawberth/openclaw';
import type { Pass } from '../pass.ts';
import type { Situation } from '../situation.ts';
import { STOP_GRACE_SECONDS } from '../tunables.ts';
import { sandboxRef } from '../worker-parts.ts';

/** Ends a sandbox in order: OpenClaw first, through its agent, then the sandbox; returns when no process is left. */
export async function stopSandbox(pass: Pass, { bot, sandboxes }: Situation, generation: number): Promise<void> {
  const { parts, lease } = pass;
  if (bot.desiredState === 'stopped' && bot.observedState !== 'stopping')
    await sandbox.recordStopping(parts.services, lease);
  const address = sandboxes?.find((one) => one.generation === generation)?.address ?? null;
  if (address !== null) await askToStop(pass, bot, address);
  await parts.runtime.stop(sandboxRef(parts, bot, generation), { graceSeconds: STOP_GRACE_SECONDS });
}

/** An agent that does not answer any more cannot stop OpenClaw in order: the runtime ends both. */
async function askToStop(pass: Pass, bot: sandbox.DesiredBot, address: string): Promise<void> {
  try {
    const agent = await pass.agentAt(bot, address);
    await agent.stop(pass.signal);
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    pass.parts.log.warn({ botId: bot.botId, err: error }, 'the agent did not stop OpenClaw in order');
  }
}

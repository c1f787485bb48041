import { sandbox } from '@clawberth/core';
import { AgentError, type AgentClient } from '@clawberth/openclaw';
import type { Pass } from '../pass.ts';
import type { Situation } from '../situation.ts';

/** Carries out what people decided, oldest first. A silent agent leaves the rest for the next pass. */
export async function runCommands(pass: Pass, { bot, sandboxes }: Situation): Promise<void> {
  const { parts, lease } = pass;
  const address = sandboxes?.find((one) => one.generation === bot.generation)?.address ?? null;
  if (address === null) return;
  const agent = await pass.agentAt(bot, address);
  for (const command of await sandbox.takeCommands(parts.services, lease)) {
    const outcome = await carryOut(agent, command);
    if (outcome !== null) await sandbox.finishCommand(parts.services, lease, command, outcome);
  }
  pass.memory.commandsRun = true;
}

/** Null: OpenClaw is not ready to decide now; the command stays. */
async function carryOut(
  agent: AgentClient,
  { kind, payload }: sandbox.Command,
): Promise<sandbox.CommandOutcome | null> {
  try {
    if (kind === 'pairing_approve') await agent.approvePairing(payload);
    else await agent.dismissPairing(payload);
    return { done: true };
  } catch (error) {
    if (!(error instanceof AgentError) || error.code === 'agent_unreachable') throw error;
    if (error.refusal === 'not_ready' || error.refusal === 'busy' || error.refusal === 'stopping') return null;
    if (error.refusal === 'not_found') {
      return {
        done: false,
        gone: true,
        error: 'This request is no longer waiting: it has expired, or was decided before.',
      };
    }
    return { done: false, gone: false, error: error.message };
  }
}

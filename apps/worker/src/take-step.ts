import { createHash } from 'node:crypto';
import { sandbox } from '@clawberth/core';
import type { NextStep } from './next-step.ts';
import type { Pass } from './pass.ts';
import type { Situation } from './situation.ts';
import { proveIsolation } from './steps/prove-isolation.ts';
import { pushConfig } from './steps/push-config.ts';
import { recordFailed } from './steps/record-failed.ts';
import { runCommands } from './steps/run-commands.ts';
import { stopSandbox } from './steps/stop-sandbox.ts';
import { SANDBOX_CPUS } from './tunables.ts';
import { botRef, sandboxRef } from './worker-parts.ts';

export type Act = Exclude<NextStep, { do: 'wait' } | { do: 'done' }>;

/** The session in which the check of the web chat looks; nobody writes in it. */
const CHECK_SESSION = 'clawberth-check';

/** Takes one step. Each may be repeated, and may have been taken by a worker that died. */
export async function takeStep(pass: Pass, situation: Situation, step: Act): Promise<void> {
  const { parts, lease, memory } = pass;
  const { services, runtime } = parts;
  const { bot } = situation;
  const { generation } = bot;
  switch (step.do) {
    case 'purge':
      await runtime.purge(botRef(parts, bot));
      memory.purged = true;
      return;
    case 'finish_delete':
      return sandbox.finishDelete(services, lease, bot);
    case 'stop':
      return stopSandbox(pass, situation, step.generation);
    case 'remove':
      return runtime.remove(sandboxRef(parts, bot, step.generation));
    case 'record_stopped':
      return sandbox.recordStopped(services, lease, bot);
    case 'end_old_tokens':
      return sandbox.endOldTokens(services, lease, bot);
    case 'begin':
      parts.starts.saw(bot.botId, true, situation.now);
      return sandbox.recordAttempt(services, lease, { generation, again: step.again });
    case 'ensure_image':
      await runtime.ensureImage(parts.image);
      memory.imageReady = true;
      return sandbox.recordStages(services, lease, {
        generation,
        stages: [
          { stage: 'image_ready', status: 'done' },
          { stage: 'isolated', status: 'active' },
        ],
      });
    case 'ensure_network':
      memory.network = await runtime.ensureNetwork(botRef(parts, bot));
      return;
    case 'ensure_volume':
      await runtime.ensureVolume(botRef(parts, bot));
      memory.volumeReady = true;
      return;
    case 'ensure_sandbox':
      await runtime.ensureSandbox({
        ...sandboxRef(parts, bot, generation),
        image: parts.image,
        memoryBytes: sandbox.MEMORY_LIMIT_BYTES,
        cpus: SANDBOX_CPUS,
        agentTokenSha256: createHash('sha256')
          .update((await pass.tokens(bot)).agentToken, 'utf8')
          .digest('hex'),
      });
      return;
    case 'prove':
      return proveIsolation(pass, situation);
    case 'push_config':
      return pushConfig(pass, situation);
    case 'open_chat':
      return openChat(pass, situation);
    case 'record_stages':
      return sandbox.recordStages(services, lease, { generation, stages: step.stages });
    case 'record_running':
      return sandbox.recordRunning(services, lease, bot);
    case 'record_seen':
      return sandbox.recordObserved(services, lease, step.seen);
    case 'run_commands':
      return runCommands(pass, situation);
    case 'record_people':
      await sandbox.recordPairings(services, lease, situation.agent?.pairing.requests ?? []);
      memory.peopleRevision = situation.agent?.revision ?? null;
      return;
    case 'fail':
      return recordFailed(pass, situation, step.failure, step.logTail);
  }
}

async function openChat(pass: Pass, { bot, sandboxes }: Situation): Promise<void> {
  const address = sandboxes?.find((one) => one.generation === bot.generation)?.address ?? null;
  if (address === null) return;
  await (await pass.agentAt(bot, address)).chatHistory(CHECK_SESSION, pass.signal);
  pass.memory.chatOpened = true;
}

import { sandbox } from '@clawberth/core';
import {
  AgentError,
  airlockUrls,
  findModel,
  findProvider,
  renderConfig,
  type AgentClient,
  type AgentStatus,
  type PutConfig,
  type RenderedConfig,
} from '@clawberth/openclaw';
import type { Pass } from '../pass.ts';
import { isDone } from '../attempt.ts';
import type { Situation } from '../situation.ts';
import { POLL_SECONDS } from '../tunables.ts';
import { recordFailed } from './record-failed.ts';

/**
 * Hands the wanted config version and the environment in force to the agent, which starts OpenClaw with them or changes it
 * while it runs; another environment makes it start anew.
 */
export async function pushConfig(pass: Pass, situation: Situation): Promise<void> {
  const { parts, lease, memory } = pass;
  const { bot, sandboxes } = situation;
  const address = sandboxes?.find((one) => one.generation === bot.generation)?.address ?? null;
  if (address === null || memory.network === null) return;
  const rendered = await render(pass, bot, memory.network.gatewayAddress);
  const env = await sandbox.openBotEnvironment(parts.services, bot);
  const agent = await pass.agentAt(bot, address);
  let startsAnew: boolean;
  const put: PutConfig = { configVersion: bot.desiredConfigVersion, ...rendered, ...(env.length === 0 ? {} : { env }) };
  try {
    startsAnew = await taken(agent, put, situation.agent, pass.signal);
    parts.log.info({ botId: bot.botId, configVersion: bot.desiredConfigVersion }, 'the sandbox took its config');
  } catch (error) {
    if (!(error instanceof AgentError) || error.code !== 'config_invalid') throw error;
    await refused(
      pass,
      situation,
      [error.message, ...error.issues.map((one) => `${one.path}: ${one.message}`)].join('\n'),
    );
    return;
  }
  if (!isDone(bot, 'config_accepted')) {
    await sandbox.recordStages(parts.services, lease, {
      generation: bot.generation,
      stages: [
        { stage: 'config_accepted', status: 'done' },
        { stage: 'gateway_live', status: 'active' },
      ],
    });
  } else if (startsAnew) {
    // Before the config counts as taken: nobody is told that it runs while OpenClaw is still starting with it.
    await sandbox.recordStartAgain(parts.services, lease, bot.generation);
  }
  await sandbox.recordConfigTaken(parts.services, lease, bot);
}

/**
 * Resolves once the agent has the config, with whether OpenClaw starts for it. A start is answered only when OpenClaw is
 * live, some twenty seconds later; the agent's status tells sooner that it was written, and later how the start ended.
 */
async function taken(
  agent: AgentClient,
  put: PutConfig,
  before: AgentStatus | null,
  signal: AbortSignal,
): Promise<boolean> {
  const seen = new AbortController();
  const answered = agent.putConfig(put, signal).then(({ applied }) => applied === 'started' || applied === 'restarted');
  // The same version again, as for a moved network: its number in the status tells nothing.
  if (before?.configVersion === put.configVersion) return answered;
  try {
    return await Promise.race([
      answered,
      untilWritten(agent, put.configVersion, before, AbortSignal.any([signal, seen.signal])),
    ]);
  } finally {
    seen.abort();
  }
}

async function untilWritten(
  agent: AgentClient,
  version: number,
  before: AgentStatus | null,
  signal: AbortSignal,
): Promise<boolean> {
  let since = before?.revision ?? 0;
  for (;;) {
    const { configVersion, phase, revision } = await agent.status({ since, waitSeconds: POLL_SECONDS }, signal);
    if (configVersion === version && (phase === 'starting' || phase === 'live' || phase === 'ready'))
      return phase === 'starting';
    since = revision;
  }
}

/** A bot that runs keeps running with the config that it has. */
async function refused(pass: Pass, situation: Situation, message: string): Promise<void> {
  const { bot, agent } = situation;
  const failure = { code: 'config_invalid', message, retryable: false };
  if (bot.observedState === 'running' && agent?.configVersion !== null) {
    await sandbox.recordRefusedConfig(pass.parts.services, pass.lease, bot, { ...failure, logTail: [] });
  } else {
    await recordFailed(pass, situation, failure, null);
  }
}

async function render(
  { parts, tokens }: Pass,
  bot: sandbox.DesiredBot,
  gatewayAddress: string,
): Promise<RenderedConfig> {
  const form = await sandbox.openBotForm(parts.services, bot);
  const { gatewayToken, airlockToken, telegramStandIn } = await tokens(bot);
  const provider = findProvider(bot.providerId);
  if (provider === null) throw new Error(`the provider ${bot.providerId} is not in the catalogue`);
  const model = findModel(provider, form.modelId);
  const urls = airlockUrls(gatewayAddress, parts.airlockBotPort);
  return renderConfig({
    botName: form.name,
    template: form.template,
    instructions: form.instructions,
    about: form.about,
    telegram: telegramStandIn === null ? null : { apiRoot: urls.telegramApiRoot, standInToken: telegramStandIn },
    model: {
      api: provider.api,
      baseUrl: urls.modelBaseUrl[provider.api],
      token: airlockToken,
      modelId: form.modelId,
      ...(model === null ? {} : { contextWindow: model.contextWindow, maxTokens: model.maxTokens }),
    },
    gatewayToken,
  });
}

import { sandbox } from '@clawberth/core';
import { airlockUrls, findModel, findProvider, renderConfig, type RenderedConfig } from '@clawberth/openclaw';
import { AgentRefusal } from '../agent.ts';
import type { Pass } from '../pass.ts';
import { isDone } from '../attempt.ts';
import type { Situation } from '../situation.ts';
import { recordFailed } from './record-failed.ts';

/** Hands the wanted config version to the agent, which starts OpenClaw with it or changes it while it runs. */
export async function pushConfig(pass: Pass, situation: Situation): Promise<void> {
  const { parts, lease, memory } = pass;
  const { bot, sandboxes } = situation;
  const address = sandboxes?.find((one) => one.generation === bot.generation)?.address ?? null;
  if (address === null || memory.network === null) return;
  const rendered = await render(pass, bot, memory.network.gatewayAddress);
  const agent = await pass.agentAt(bot, address);
  try {
    const { applied } = await agent.putConfig({ configVersion: bot.desiredConfigVersion, ...rendered });
    parts.log.info({ botId: bot.botId, configVersion: bot.desiredConfigVersion, applied }, 'the sandbox took its config');
  } catch (error) {
    if (!(error instanceof AgentRefusal) || error.code !== 'config_invalid') throw error;
    await refused(pass, situation, error.message);
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
  }
  await sandbox.recordConfigTaken(parts.services, lease, bot);
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

async function render({ parts, tokens }: Pass, bot: sandbox.DesiredBot, gatewayAddress: string): Promise<RenderedConfig> {
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

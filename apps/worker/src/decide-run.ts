import type { sandbox } from '@clawberth/core';
import type { AgentStatus } from '@clawberth/openclaw';
import { isDone, isThisAttempt, secondsSince } from './attempt.ts';
import type { NextStep } from './next-step.ts';
import type { Situation } from './situation.ts';
import { CHANNEL_SECONDS, MEMORY_EVERY_MS, START_SECONDS, WELL_AFTER_SECONDS } from './tunables.ts';

type Running = Situation & { agent: AgentStatus };

/** A proved sandbox whose agent answers: config, health, channel, then what people asked for. */
export function decideRun(situation: Running): NextStep {
  const { bot, agent, pass } = situation;
  const taken =
    bot.observedConfigVersion === bot.desiredConfigVersion && agent.configVersion === bot.desiredConfigVersion;
  const refused = bot.observedState === 'running' && agent.configVersion !== null && isThisAttempt(bot);
  if (!taken && !refused) {
    const late = tookTooLong(situation);
    if (late !== null && bot.observedState === 'starting') return late;
    return agent.phase === 'stopping' ? wait(situation, 'ready') : { do: 'push_config' };
  }
  const failure = whyFailed(agent);
  if (failure !== null) return { do: 'fail', failure, logTail: agent.failure?.logTail ?? null };
  const stage = decideHealth(situation);
  if (stage !== null) return stage;

  const channel = decideChannel(situation);
  if (channel !== null) return channel;
  if (bot.observedState !== 'running') return { do: 'record_running' };
  if (bot.pendingCommands > 0 && !pass.commandsRun) return { do: 'run_commands' };
  // By revision: whoever asks while the pass runs must not fall between it and the observer.
  if (pass.peopleRevision !== agent.revision) return { do: 'record_people' };
  return { do: 'done' };
}

function decideHealth(situation: Running): NextStep | null {
  const { bot, agent } = situation;
  const gateway = agent.gateway;
  if (gateway?.live !== true) return wait(situation, 'live');
  if (!isDone(bot, 'gateway_live')) return enter('gateway_live', 'gateway_ready');
  if (!gateway.ready) return wait(situation, 'ready');
  if (!isDone(bot, 'gateway_ready')) return enter('gateway_ready', 'channel_connected');
  return null;
}

function decideChannel(situation: Running): NextStep | null {
  const { bot, agent, pass, now } = situation;
  if (bot.channel === 'web') {
    if (isDone(bot, 'channel_connected')) return recordSeen(situation, { connected: true, error: null });
    return pass.chatOpened ? enter('channel_connected', null) : { do: 'open_chat' };
  }
  const account = agent.channels.find((one) => one.channel === 'telegram');
  const connected = account?.connected === true;
  const error = connected ? null : (account?.lastError ?? null);
  if (error !== null && /\b401\b|unauthori[sz]ed/i.test(error)) {
    const message = 'Telegram does not take the bot’s token.';
    return { do: 'fail', failure: { code: 'telegram_token_refused', message, retryable: false }, logTail: null };
  }
  const seen = recordSeen(situation, { connected, error });
  if (seen !== null) return seen;
  const row = bot.stages.find((one) => one.stage === 'channel_connected');
  if (connected) return row?.status === 'done' ? null : enter('channel_connected', null);
  if (bot.observedState === 'running') return null;
  if (row === undefined || secondsSince(row.startedAt, now) <= CHANNEL_SECONDS) return wait(situation, 'channel');
  // OpenClaw works and keeps trying by itself: a new sandbox would not make Telegram answer.
  if (row.status !== 'failed') {
    const detail = error ?? 'Telegram has not answered yet.';
    return { do: 'record_stages', stages: [{ stage: 'channel_connected', status: 'failed', detail }] };
  }
  return null;
}

function recordSeen(
  { bot, agent, now }: Running,
  channel: { connected: boolean; error: string | null },
): NextStep | null {
  const error = channel.error?.slice(0, 500) ?? null;
  const changed = bot.channelConnected !== channel.connected || bot.channelError !== error;
  const due =
    bot.memoryBytes === null || bot.observedAt === null || now.getTime() - bot.observedAt.getTime() >= MEMORY_EVERY_MS;
  const well =
    bot.failedAttempts > 0 &&
    bot.observedState === 'running' &&
    bot.sandbox !== null &&
    secondsSince(bot.sandbox.startedAt, now) > WELL_AFTER_SECONDS;
  if (!changed && !due && !well) return null;
  return {
    do: 'record_seen',
    seen: {
      channelConnected: channel.connected,
      channelError: error,
      memoryBytes: agent.memoryBytes,
      ...(well ? { failedAttempts: 0 } : {}),
    },
  };
}

/** OpenClaw says with exit code 78 that its config is not valid; starting it again changes nothing. */
function whyFailed({ phase, failure, gateway }: AgentStatus): Omit<sandbox.Failure, 'logTail'> | null {
  if (phase === 'stopped')
    return { code: 'gateway_exited', message: 'OpenClaw was stopped inside its sandbox.', retryable: true };
  if (phase !== 'failed') return null;
  const code = (failure?.exitCode ?? gateway?.exitCode) === 78 ? 'config_invalid' : (failure?.code ?? 'gateway_exited');
  return { code, message: failure?.message ?? 'OpenClaw ended by itself.', retryable: code !== 'config_invalid' };
}

function enter(done: sandbox.StageChange['stage'], next: sandbox.StageChange['stage'] | null): NextStep {
  const stages: sandbox.StageChange[] = [{ stage: done, status: 'done' }];
  return { do: 'record_stages', stages: next === null ? stages : [...stages, { stage: next, status: 'active' }] };
}

function wait(situation: Running, what: 'live' | 'ready' | 'channel'): NextStep {
  const late = what === 'channel' ? null : tookTooLong(situation);
  return late ?? { do: 'wait', for: what, until: new Date(situation.now.getTime() + 5_000) };
}

/** OpenClaw's own start counts anew when a config made it restart. */
function tookTooLong({ bot, agent, now }: Running): NextStep | null {
  const begun = bot.stages.find((row) => row.stage === 'image_ready')?.startedAt ?? now;
  const started = agent.gateway === null ? begun : new Date(agent.gateway.startedAt);
  if (secondsSince(begun > started ? begun : started, now) <= START_SECONDS) return null;
  const message = `OpenClaw was not ready within ${START_SECONDS} seconds.`;
  return { do: 'fail', failure: { code: 'start_timeout', message, retryable: true }, logTail: null };
}

import type { sandbox } from '@clawberth/core';
import type { AgentStatus } from '@clawberth/openclaw';
import type { SandboxFacts } from '@clawberth/runtime';
import { newPassMemory, type Situation } from '../situation.ts';
import type { Act } from '../take-step.ts';

const IDS = { botId: '00000000-0000-4000-8000-000000000001', organisationId: '00000000-0000-4000-8000-000000000002' };
export const NOW = new Date('2026-11-20T12:00:00Z');
const NETWORK = { name: 'n', bridge: 'b', subnet: '10.0.0.0/28', gatewayAddress: '10.0.0.1' };

export function makeBot(changes: Partial<sandbox.DesiredBot> = {}): sandbox.DesiredBot {
  return {
    ...IDS,
    name: 'Clerk',
    providerId: 'demo',
    modelId: 'demo',
    channel: 'web',
    desiredState: 'running',
    generation: 1,
    desiredConfigVersion: 1,
    observedState: 'none',
    observedGeneration: 0,
    observedConfigVersion: 0,
    failure: null,
    retryAt: null,
    failedAttempts: 0,
    channelConnected: false,
    channelError: null,
    memoryBytes: null,
    observedAt: null,
    sandbox: null,
    stages: [],
    pendingCommands: 0,
    retiringTokens: false,
    correlationId: IDS.botId,
    ...changes,
  };
}

export function makeFacts(generation: number, state: SandboxFacts['state'] = 'running'): SandboxFacts {
  const running = state === 'running';
  return {
    instance: 'wt',
    ...IDS,
    generation,
    containerId: `c${generation}`,
    name: `c${generation}`,
    image: 'i',
    runtime: 'runsc',
    state,
    address: running ? '10.0.0.2' : null,
    exitCode: state === 'exited' ? 1 : null,
    oomKilled: false,
    startedAt: state === 'created' ? null : NOW,
  };
}

export function makeAgent(changes: Partial<AgentStatus> = {}): AgentStatus {
  return {
    revision: 1,
    phase: 'waiting',
    configVersion: null,
    gateway: null,
    failure: null,
    channels: [],
    pairing: { requests: [], limitPerAccount: 3 },
    memoryBytes: 1_000,
    proof: {
      kernelRelease: '',
      kernelVersion: '',
      gvisor: true,
      bootLines: [],
      uid: 1000,
      capabilitiesEffective: '0',
      noNewPrivs: true,
      readOnlyRoot: true,
    },
    ...changes,
  };
}

export function makeSituation(changes: Partial<Situation> = {}): Situation {
  return {
    bot: makeBot(),
    notReady: null,
    sandboxes: [],
    agent: null,
    agentSilentSeconds: 0,
    mayStart: true,
    pass: newPassMemory(),
    now: NOW,
    ...changes,
  };
}

/** What a step does to a world in which everything goes well. Throws when the step must not be taken in it. */
export function applyStep(situation: Situation, step: Act): Situation {
  const { bot, pass } = situation;
  const sandboxes = situation.sandboxes ?? [];
  const { generation } = bot;
  const withBot = (changes: Partial<sandbox.DesiredBot>): Situation => ({ ...situation, bot: { ...bot, ...changes } });
  const stage = (name: sandbox.StageRow['stage'], status: sandbox.StageRow['status']): sandbox.StageRow[] => [
    ...bot.stages.filter((row) => row.stage !== name),
    { stage: name, status, startedAt: NOW },
  ];
  switch (step.do) {
    case 'purge':
      return { ...situation, sandboxes: [], agent: null, pass: { ...pass, purged: true } };
    case 'finish_delete':
      if (sandboxes.length > 0) throw new Error('the row would go before the sandbox');
      return withBot({ observedState: 'deleted' });
    case 'stop':
      return {
        ...situation,
        agent: null,
        sandboxes: sandboxes.map((one) =>
          one.generation === step.generation ? makeFacts(one.generation, 'exited') : one,
        ),
      };
    case 'remove':
      if (sandboxes.some((one) => one.generation === step.generation && one.state === 'running'))
        throw new Error('removed while it runs');
      return { ...situation, sandboxes: sandboxes.filter((one) => one.generation !== step.generation) };
    case 'record_stopped':
      if (sandboxes.length > 0) throw new Error('stopped, but something is left');
      return withBot({ observedState: 'stopped', observedGeneration: generation, failure: null, sandbox: null });
    case 'end_old_tokens':
      if (sandboxes.some((one) => one.generation !== generation || bot.desiredState === 'stopped'))
        throw new Error('a sandbox may still hold the old tokens');
      return withBot({ retiringTokens: false });
    case 'begin':
      return withBot({
        observedState: 'starting',
        observedGeneration: generation,
        observedConfigVersion: 0,
        sandbox: null,
        stages: [{ stage: 'image_ready', status: 'active', startedAt: NOW }],
        ...(step.again ? {} : { failure: null }),
      });
    case 'ensure_image':
      return { ...withBot({ stages: stage('image_ready', 'done') }), pass: { ...pass, imageReady: true } };
    case 'ensure_network':
      return { ...situation, pass: { ...pass, network: NETWORK } };
    case 'ensure_volume':
      return { ...situation, pass: { ...pass, volumeReady: true } };
    case 'ensure_sandbox':
      if (sandboxes.some((one) => one.generation !== generation && one.state === 'running'))
        throw new Error('two generations at once');
      return {
        ...situation,
        agent: makeAgent(),
        sandboxes: [...sandboxes.filter((one) => one.generation !== generation), makeFacts(generation)],
      };
    case 'prove': {
      const facts = makeFacts(generation);
      const row = {
        generation,
        containerId: facts.containerId,
        image: 'i',
        address: '10.0.0.2',
        subnet: NETWORK.subnet,
        startedAt: NOW,
      };
      return withBot({ sandbox: row, observedConfigVersion: 0, stages: stage('isolated', 'done') });
    }
    case 'push_config': {
      if (bot.sandbox?.containerId !== `c${generation}`) throw new Error('a config before the proof');
      const gateway = { pid: 1, startedAt: NOW.toISOString(), live: true, ready: true, exitCode: null, signal: null };
      const channels = [
        {
          channel: 'telegram',
          accountId: 'default',
          connected: true,
          state: 'running',
          lastError: null,
          lastInboundAt: null,
        },
      ];
      return {
        ...withBot({ observedConfigVersion: bot.desiredConfigVersion, stages: stage('config_accepted', 'done') }),
        agent: makeAgent({ phase: 'ready', configVersion: bot.desiredConfigVersion, gateway, channels }),
      };
    }
    case 'open_chat':
      return { ...situation, pass: { ...pass, chatOpened: true } };
    case 'record_stages':
      return withBot({
        stages: step.stages.reduce(
          (rows, one) => [...rows.filter((row) => row.stage !== one.stage), { ...one, startedAt: NOW }],
          bot.stages,
        ),
      });
    case 'record_running':
      return withBot({ observedState: 'running', failure: null });
    case 'record_seen':
      return withBot({
        channelConnected: step.seen.channelConnected ?? bot.channelConnected,
        channelError: step.seen.channelError ?? null,
        memoryBytes: step.seen.memoryBytes ?? bot.memoryBytes,
        failedAttempts: step.seen.failedAttempts ?? bot.failedAttempts,
        observedAt: NOW,
      });
    case 'run_commands':
      return { ...withBot({ pendingCommands: 0 }), pass: { ...pass, commandsRun: true } };
    case 'record_people':
      return { ...situation, pass: { ...pass, peopleRevision: situation.agent?.revision ?? null } };
    case 'fail':
      return withBot({
        observedState: 'failed',
        observedGeneration: generation,
        sandbox: null,
        retryAt: null,
        failure: {
          ...step.failure,
          logTail: [],
          generation,
          configVersion: bot.desiredConfigVersion,
          at: NOW.toISOString(),
        },
      });
  }
}

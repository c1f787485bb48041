import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentFailure, EnvironmentVariable, GatewayFacts } from '@clawberth/openclaw/agent-protocol';
import type { AgentOptions } from '../env.ts';
import type { LogBuffer } from '../logs/log-buffer.ts';
import type { StatusStore } from '../status/status-store.ts';
import { TIMINGS } from '../timings.ts';
import { explainExit, explainStartTimeout } from './explain-exit.ts';
import type { Exit } from './explain-exit.ts';
import { gatewayEnv } from './gateway-env.ts';
import { openGatewayLink } from './gateway-link.ts';
import type { GatewayLink } from './gateway-link.ts';
import { startGatewayProcess } from './gateway-process.ts';
import type { GatewayProcess } from './gateway-process.ts';
import { keepObserving } from './keep-observing.ts';
import { probeHealth } from './probe-health.ts';
import { createRestartBudget } from './restart-budget.ts';
import { warmUp } from './warm-up.ts';

const FAILURE_LOG_LINES = 30;

/** One life of the child: from spawn to exit. */
type Run = {
  process: GatewayProcess;
  /** Opened when the gateway is live: the client's back-off would cost seconds if it knocked before. */
  link: GatewayLink | null;
  facts: GatewayFacts;
  stopping: boolean;
  done: AbortController;
};

/** What one start of OpenClaw needs besides its files; a restart after a fall uses the same again. */
export type StartOrder = { gatewayToken: string; variables: readonly EnvironmentVariable[] };

export type Supervisor = {
  /** Starts OpenClaw; resolves when it is live, rejects with the failure when it ended before. */
  start(order: StartOrder): Promise<void>;
  /** Stops OpenClaw in order. Fine when nothing runs. */
  stop(): Promise<void>;
  /** The connection to a gateway that has said hello; null otherwise. */
  link(): GatewayLink | null;
  running(): boolean;
};

/** Rejection of `start`: the gateway's end, explained. */
export class GatewayStartError extends Error {
  readonly failure: AgentFailure;
  constructor(failure: AgentFailure) {
    super(failure.message);
    this.name = 'GatewayStartError';
    this.failure = failure;
  }
}

/** Keeps one OpenClaw gateway as its child and tells the status store what becomes of it. */
export function createSupervisor(context: {
  options: AgentOptions;
  logs: LogBuffer;
  store: StatusStore;
  gvisor: boolean;
}): Supervisor {
  const { options, logs, store } = context;
  const budget = createRestartBudget();
  let run: Run | null = null;

  const publish = (current: Run, changes: Partial<GatewayFacts>) => {
    current.facts = { ...current.facts, ...changes };
    if (run === current) store.set({ gateway: current.facts });
  };

  async function launch(order: StartOrder): Promise<void> {
    const { gatewayToken: token, variables } = order;
    const child = startGatewayProcess({
      packageDir: options.openclawPackageDir,
      port: options.gatewayPort,
      cwd: options.layout.home,
      env: gatewayEnv({ layout: options.layout, gvisor: context.gvisor, variables }),
      logs,
    });
    const current: Run = {
      process: child,
      link: null,
      facts: {
        pid: child.pid,
        startedAt: child.startedAt.toISOString(),
        live: false,
        ready: false,
        exitCode: null,
        signal: null,
      },
      stopping: false,
      done: new AbortController(),
    };
    run = current;
    store.set({ phase: 'starting', failure: null, gateway: current.facts, channels: [] });
    const outcome = Promise.withResolvers<void>();
    followHealth(current, token).then(
      (live) => live && outcome.resolve(),
      (error: unknown) => outcome.reject(error),
    );
    void child.exited.then((exit) => onExit(current, order, exit)).then(outcome.resolve, outcome.reject);
    await outcome.promise;
  }

  /** Resolves with true when live and goes on to ready; with false when the process ended before. */
  async function followHealth(current: Run, token: string): Promise<boolean> {
    const giveUpAt = Date.now() + TIMINGS.liveTimeoutMs;
    while (!current.done.signal.aborted && (await probeHealth(options.gatewayPort, '/healthz')) !== 'yes') {
      if (Date.now() > giveUpAt) {
        const failure = explainStartTimeout(logs.tail(FAILURE_LOG_LINES));
        await stopRun(current);
        store.set({ phase: 'failed', failure });
        throw new GatewayStartError(failure);
      }
      await sleep(TIMINGS.healthPollMs);
    }
    if (current.done.signal.aborted) return false;
    publish(current, { live: true });
    store.set({ phase: 'live' });
    current.link = openGatewayLink({ port: options.gatewayPort, token });
    const { channelsUp } = keepObserving({ link: current.link, logs, store, signal: current.done.signal });
    // After the channels: the warm-up holds OpenClaw's event loop for seconds.
    const { link } = current;
    void Promise.race([channelsUp, sleep(TIMINGS.warmUpLatestMs)]).then(async () => {
      if (!current.done.signal.aborted) await warmUp(link, logs);
    });
    void followReady(current, link);
    return true;
  }

  async function followReady(current: Run, link: GatewayLink): Promise<void> {
    while (!current.done.signal.aborted) {
      const health = await probeHealth(options.gatewayPort, '/readyz');
      if (current.done.signal.aborted) return;
      const ready = link.connected() && (health === 'yes' || (health === 'silent' && current.facts.ready));
      if (ready !== current.facts.ready) {
        publish(current, { ready });
        store.set({ phase: ready ? 'ready' : 'live' });
      }
      await sleep(ready ? TIMINGS.observePollMs : TIMINGS.healthPollMs);
    }
  }

  /** Resolves when a restart has made it live again; rejects when it is given up or was stopped. */
  async function onExit(current: Run, order: StartOrder, exit: Exit): Promise<void> {
    const failure = explainExit(exit, current.process.killed(), logs.tail(FAILURE_LOG_LINES));
    current.done.abort();
    current.link?.close();
    publish(current, { live: false, ready: false, exitCode: exit.code, signal: exit.signal });
    if (current.stopping || run !== current) throw new GatewayStartError(failure);
    const pauseMs = failure.code === 'config_invalid' ? null : budget.take();
    if (pauseMs === null) {
      store.set({ phase: 'failed', failure, channels: [] });
      throw new GatewayStartError(failure);
    }
    store.set({ phase: 'starting', channels: [] });
    logs.push(`Clawberth: ${failure.message} Starting it again in ${pauseMs} ms.`, 'warn');
    await sleep(pauseMs);
    if (run !== current) throw new GatewayStartError(failure);
    await launch(order);
  }

  async function stopRun(current: Run): Promise<void> {
    current.stopping = true;
    await current.process.stop(TIMINGS.stopGraceMs);
    if (run === current) run = null;
  }

  return {
    async start(order) {
      logs.hide(order.variables.flatMap(({ secret, value }) => (secret ? [value] : [])));
      if (run) await stopRun(run);
      await launch(order);
    },
    async stop() {
      const current = run;
      if (!current) return;
      store.set({ phase: 'stopping' });
      await stopRun(current);
      store.set({ channels: [], pairing: { requests: [], limitPerAccount: 0 } });
    },
    link: () => (run?.link?.connected() ? run.link : null),
    running: () => run !== null && !run.done.signal.aborted,
  };
}

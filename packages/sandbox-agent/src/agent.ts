import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxProof } from '@clawberth/openclaw/agent-protocol';
import { createConfigApplier } from './config/apply-config.ts';
import type { ConfigApplier } from './config/apply-config.ts';
import type { AgentOptions } from './env.ts';
import { createSupervisor } from './gateway/supervisor.ts';
import type { Supervisor } from './gateway/supervisor.ts';
import { createAgentServer } from './http/create-server.ts';
import { createLogBuffer } from './logs/log-buffer.ts';
import type { LogBuffer } from './logs/log-buffer.ts';
import { readProof } from './proof/read-proof.ts';
import { createStatusStore } from './status/status-store.ts';
import type { StatusStore } from './status/status-store.ts';

/** What the routes work with. */
export type Agent = {
  options: AgentOptions;
  logs: LogBuffer;
  store: StatusStore;
  supervisor: Supervisor;
  applier: ConfigApplier;
  /** Web-chat sessions with an answer under way. */
  chatting: Set<string>;
  readProof(): Promise<SandboxProof>;
  isStopping(): boolean;
  /** Stops OpenClaw in order; the agent goes on answering. */
  stop(): Promise<void>;
};

export type RunningAgent = { port: number; stop(): Promise<void> };

/** Starts the agent: it listens, and waits for its first config. */
export async function startAgent(options: AgentOptions): Promise<RunningAgent> {
  const proof = await readProof();
  const logs = createLogBuffer();
  const store = createStatusStore({
    phase: 'waiting',
    configVersion: null,
    gateway: null,
    failure: null,
    channels: [],
    pairing: { requests: [], limitPerAccount: 0 },
    proof,
  });
  const supervisor = createSupervisor({ options, logs, store, gvisor: proof.gvisor });
  let stopping = false;
  const agent: Agent = {
    options,
    logs,
    store,
    supervisor,
    applier: createConfigApplier({ layout: options.layout, supervisor, store }),
    chatting: new Set(),
    readProof: () => readProof(),
    isStopping: () => stopping,
    async stop() {
      stopping = true;
      await supervisor.stop();
      store.set({ phase: 'stopped' });
    },
  };
  const server = createAgentServer(agent);
  const port = await listen(server, options);
  return {
    port,
    async stop() {
      await agent.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, { host, port }: AgentOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

import { randomUUID } from 'node:crypto';
import type { Context } from '@clawberth/core';
import { createAgentClient } from '@clawberth/openclaw';
import { createTestServices, makeBot, makeOrganisation, type TestServices } from '@clawberth/core/testing';
import { createReadiness } from '../readiness.ts';
import { reconcileBot, type Outcome } from '../reconcile-bot.ts';
import { createStartGate } from '../start-gate.ts';
import type { WorkerParts } from '../worker-parts.ts';
import { createAgentMachine, type AgentMachine } from './fake-machine.ts';

const IMAGE = 'clawberth-bot:fake';
const INSTANCE = 'wt';

/** Postgres and core as they are, a fake machine with fake agents, and workers to set upon them. */
export type World = {
  services: TestServices;
  machine: AgentMachine;
  /** Whose bots are made now; moves to another organisation before one has all the bots that it may have. */
  readonly owner: Context;
  /** The parts of one more worker, with a name of its own. */
  newWorker(changes?: Partial<WorkerParts>): WorkerParts;
  /** Passes of one worker over a bot until nothing is left to do at once; the last outcome. */
  settle(parts: WorkerParts, botId: string, most?: number): Promise<Outcome>;
  deploy(changes?: Parameters<typeof makeBot>[1]): Promise<string>;
  row(botId: string): ReturnType<typeof readRow>;
  close(): Promise<void>;
};

export async function createWorld(outside: Parameters<typeof createTestServices>[0] = {}): Promise<World> {
  const services = await createTestServices(outside);
  let { owner } = await makeOrganisation(services);
  let bots = 0;
  const machine = createAgentMachine({ instance: INSTANCE, image: IMAGE });

  function newWorker(changes: Partial<WorkerParts> = {}): WorkerParts {
    const runtime = changes.runtime ?? machine.runtime;
    const readiness = createReadiness({ runtime, image: IMAGE, log: services.log });
    return {
      services,
      runtime,
      readiness,
      connectAgent: (address, token) => createAgentClient({ baseUrl: machine.agentUrl(address), token }),
      instance: INSTANCE,
      image: IMAGE,
      airlockBotPort: 7070,
      owner: randomUUID(),
      log: services.log,
      starts: createStartGate(),
      silentSince: new Map(),
      ...changes,
    };
  }

  return {
    services,
    machine,
    get owner() {
      return owner;
    },
    newWorker,
    async settle(parts, botId, most = 20) {
      let outcome: Outcome = { kind: 'busy' };
      for (let pass = 0; pass < most; pass += 1) {
        await parts.readiness.check();
        outcome = await reconcileBot(parts, botId, new AbortController().signal);
        if (outcome.kind !== 'waiting' || outcome.until.getTime() > Date.now() + 1_500) return outcome;
      }
      return outcome;
    },
    async deploy(changes) {
      bots += 1;
      if (bots % 40 === 0) ({ owner } = await makeOrganisation(services));
      return (await makeBot(owner, changes)).botId;
    },
    row: (botId) => readRow(services, botId),
    async close() {
      await machine.close();
      await services.close();
    },
  };
}

function readRow({ behind }: TestServices, botId: string) {
  return behind.bot.findUniqueOrThrow({
    where: { id: botId },
    include: {
      sandbox: true,
      stages: true,
      pairings: true,
      commands: true,
      secrets: true,
      configVersions: true,
      sandboxTokens: true,
    },
  });
}

import { createFakeRuntime, type BotRuntime, type FakeRuntime } from '@clawberth/runtime';
import { startFakeAgent, type FakeAgent, type FakeGateway } from './fake-agent.ts';

/** A fake machine whose sandboxes have a fake agent each, reachable under their made-up addresses. */
export type AgentMachine = {
  runtime: BotRuntime;
  /** The machine and its controls, for planning faults. */
  fake: FakeRuntime;
  /** What OpenClaw does in sandboxes that start from now on. */
  gateway: FakeGateway;
  /** Where the agent behind a sandbox's address really listens. */
  agentUrl(address: string): string;
  /** The agents of the bot's sandboxes, oldest first. */
  agentsOf(botId: string): FakeAgent[];
  close(): Promise<void>;
};

/** Nobody listens on port 9 of loopback. */
const NOBODY = 'http://127.0.0.1:9';

type Running = { botId: string; address: string; startedAt: number; agent: FakeAgent; alive: boolean };

export function createAgentMachine({ instance, image }: { instance: string; image: string }): AgentMachine {
  const fake = createFakeRuntime({ instance, images: [image] });
  const gateway: FakeGateway = {
    reaches: 'ready',
    exits: null,
    refuses: null,
    telegram: { connected: true, lastError: null },
  };
  const agents: Running[] = [];
  const known = new Set<string>();

  /** An agent lives exactly as long as its sandbox runs. */
  async function follow(): Promise<void> {
    const running = (await fake.list()).filter((one) => one.state === 'running');
    for (const one of agents) {
      if (
        !one.alive ||
        running.some((facts) => facts.address === one.address && facts.startedAt?.getTime() === one.startedAt)
      )
        continue;
      one.alive = false;
      await one.agent.close();
    }
  }

  const runtime: BotRuntime = {
    ...fake,
    async ensureSandbox(spec) {
      const facts = await fake.ensureSandbox(spec);
      await follow();
      const address = facts.address ?? '';
      const startedAt = facts.startedAt?.getTime() ?? 0;
      const start = `${address} ${startedAt}`;
      if (!known.has(start)) {
        known.add(start);
        const agent = await startFakeAgent({
          tokenSha256: spec.agentTokenSha256,
          gateway: { ...gateway, telegram: { ...gateway.telegram } },
        });
        agents.push({ botId: spec.botId, address, startedAt, agent, alive: true });
      }
      return facts;
    },
    async list(bot) {
      const facts = await fake.list(bot);
      await follow();
      return facts;
    },
    async stop(sandbox, options) {
      await fake.stop(sandbox, options);
      await follow();
    },
    async remove(sandbox) {
      await fake.remove(sandbox);
      await follow();
    },
    async purge(bot) {
      await fake.purge(bot);
      await follow();
    },
  };
  return {
    runtime,
    fake,
    gateway,
    agentUrl: (address) => agents.findLast((one) => one.alive && one.address === address)?.agent.url ?? NOBODY,
    agentsOf: (botId) => agents.filter((one) => one.botId === botId).map((one) => one.agent),
    async close() {
      for (const one of agents) if (one.alive) await one.agent.close();
    },
  };
}

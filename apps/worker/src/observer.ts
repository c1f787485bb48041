import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentClient } from '@clawberth/openclaw';
import type { Watch } from './reconcile-bot.ts';
import { MEMORY_EVERY_MS, POLL_SECONDS } from './tunables.ts';
import type { ConnectAgent } from './worker-parts.ts';

export type Observer = {
  /** Follows the bot's agent from that revision on; a bot that is followed there already goes on as it is. */
  watch(botId: string, target: Watch): void;
  drop(botId: string): void;
  has(botId: string): boolean;
  count(): number;
  close(): void;
};

/** Pause before a bot is looked at whose agent went silent, in ms: a container that ends takes a moment. */
const SILENCE_PAUSE_MS = 500;

/**
 * One long poll a living sandbox. It writes nothing and decides nothing: whatever it sees, it has the bot
 * looked at. It ends with the agent; the pass that it wakes starts it again when there is something to follow.
 */
export function createObserver({
  connectAgent,
  wake,
}: {
  connectAgent: ConnectAgent;
  wake: (botId: string) => Promise<void>;
}): Observer {
  const followed = new Map<string, { address: string; token: string; stop: AbortController }>();

  async function follow(
    botId: string,
    agent: AgentClient,
    from: number,
    own: { stop: AbortController },
  ): Promise<void> {
    const { signal } = own.stop;
    let revision = from;
    let wokenAt = Date.now();
    while (!signal.aborted) {
      try {
        const status = await agent.status({ since: revision, waitSeconds: POLL_SECONDS }, signal);
        const changed = status.revision !== revision;
        revision = status.revision;
        if (!changed && Date.now() - wokenAt < MEMORY_EVERY_MS) continue;
      } catch {
        // Whatever it was, the pass that is woken sees for itself and records it.
        if (signal.aborted) return;
        if (followed.get(botId) === own) followed.delete(botId);
        await sleep(SILENCE_PAUSE_MS);
        await wake(botId);
        return;
      }
      wokenAt = Date.now();
      await wake(botId);
    }
  }

  function drop(botId: string): void {
    followed.get(botId)?.stop.abort();
    followed.delete(botId);
  }

  return {
    watch(botId, { address, token, revision }) {
      const current = followed.get(botId);
      if (current?.address === address && current.token === token) return;
      drop(botId);
      const own = { address, token, stop: new AbortController() };
      followed.set(botId, own);
      void follow(botId, connectAgent(address, token), revision, own);
    },
    drop,
    has: (botId) => followed.has(botId),
    count: () => followed.size,
    close() {
      for (const botId of followed.keys()) drop(botId);
    },
  };
}

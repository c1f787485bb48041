import { LRUCache } from 'lru-cache';
import { observeActivity } from '../observe.ts';
import type { Services } from '../services.ts';

/** A busy bot writes its two times this often at most, in milliseconds. */
const LEAST_GAP_MS = 5_000;
const written = new LRUCache<string, number>({ max: 20_000, ttl: LEAST_GAP_MS });

/** Notes when a bot was last heard or last answered, once in 5 s at most for each. */
export async function recordActivity(
  services: Services,
  { botId }: { botId: string },
  { inbound, answered }: { inbound?: true; answered?: true },
): Promise<void> {
  const due = (what: string): boolean => {
    const key = `${botId} ${what}`;
    if (written.has(key)) return false;
    written.set(key, 1);
    return true;
  };
  const at = new Date();
  const seen = {
    ...(inbound && due('inbound') ? { lastInboundAt: at } : {}),
    ...(answered && due('answered') ? { lastAnsweredAt: at } : {}),
  };
  if (Object.keys(seen).length > 0) await observeActivity(services, { botId }, seen);
}

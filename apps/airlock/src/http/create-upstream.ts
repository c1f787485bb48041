import { Agent } from 'undici';
import type { Tunables } from '../tunables.ts';

/** The connection pool to the outside. Redirects are never followed. */
export function createUpstream(limits: Tunables): Agent {
  return new Agent({
    connect: { timeout: limits.connectMs },
    keepAliveTimeout: 30_000,
    maxResponseSize: -1,
    allowH2: false,
  });
}

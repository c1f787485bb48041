import { WALLS } from '../build-sandbox-spec.ts';
import { RuntimeError } from '../errors.ts';
import { attempt, type Engine } from './engine.ts';
import { ensureFirewall } from './ensure-firewall.ts';
import { hasRuntime, proveGvisor } from './prove-gvisor.ts';

/** Proves that a sandbox started now would be one: the daemon, gVisor, the firewall. Throws otherwise. */
export async function assertReady(engine: Engine): Promise<{ version: string; sandboxRuntime: string }> {
  const version = await attempt('answer', () => engine.docker.version());
  const info: unknown = await attempt('answer', () => engine.docker.info());
  if (!hasRuntime(info, WALLS.runtime)) {
    throw new RuntimeError(
      'gvisor_missing',
      `Docker has no runtime "${WALLS.runtime}". Install gVisor and register it in Docker's daemon.json.`,
      { retryable: false },
    );
  }
  await ensureFirewall(engine);
  await proveGvisor(engine, WALLS.runtime, null);
  return { version: version.Version, sandboxRuntime: WALLS.runtime };
}

import { isMissing, statusOf } from '../classify-docker-failure.ts';
import { attempt, connect, type Engine } from './engine.ts';

/** Time for the engine to kill and clean up after the grace. */
const KILL_TIMEOUT_MS = 60_000;

/** SIGTERM, then SIGKILL after the grace; returns when it has ended. Ended (304) or missing is success. */
export async function stopSandbox(engine: Engine, name: string, graceSeconds: number): Promise<void> {
  const docker = connect(engine.dockerSocket, graceSeconds * 1000 + KILL_TIMEOUT_MS);
  await attempt('stop the sandbox', async () => {
    try {
      await docker.getContainer(name).stop({ t: graceSeconds });
    } catch (error) {
      if (!isMissing(error) && statusOf(error) !== 304) throw error;
    }
  });
}

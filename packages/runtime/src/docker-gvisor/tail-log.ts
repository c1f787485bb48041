import { isMissing } from '../classify-docker-failure.ts';
import { containerName } from '../names.ts';
import type { SandboxRef } from '../types.ts';
import { attempt, type Engine } from './engine.ts';
import { splitLogFrames } from './split-log-frames.ts';

/** The last lines of both streams; empty when there is no such sandbox. */
export async function tailLog(engine: Engine, sandbox: SandboxRef, lines: number): Promise<string[]> {
  const container = engine.docker.getContainer(containerName(sandbox));
  return attempt('read the log', async () => {
    try {
      return splitLogFrames(await container.logs({ stdout: true, stderr: true, follow: false, tail: lines }));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  });
}

import type { ContainerInspectInfo } from 'dockerode';
import { isMissing } from '../classify-docker-failure.ts';
import { attempt, type Engine } from './engine.ts';

/** A container by name or id as Docker shows it, or null when there is none. */
export async function inspectSandbox(engine: Engine, name: string): Promise<ContainerInspectInfo | null> {
  return attempt('look at the sandbox', async () => {
    try {
      return await engine.docker.getContainer(name).inspect();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

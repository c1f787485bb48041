import type { Engine } from './engine.ts';
import { removeUntilGone } from './remove-until-gone.ts';

/** Removes a container by name or id, running or not, and waits until it is gone. */
export async function removeSandbox(engine: Engine, name: string): Promise<void> {
  const container = engine.docker.getContainer(name);
  await removeUntilGone('the sandbox', {
    remove: () => container.remove({ force: true, v: true }),
    inspect: () => container.inspect(),
  });
}

import { networkName, volumeName } from '../names.ts';
import type { BotRef } from '../types.ts';
import type { Engine } from './engine.ts';
import { listSandboxes } from './list-sandboxes.ts';
import { removeSandbox } from './remove-sandbox.ts';
import { removeUntilGone } from './remove-until-gone.ts';

/** Containers first, as they hold the network and the volume. */
export async function purgeBot(engine: Engine, bot: BotRef): Promise<void> {
  const sandboxes = await listSandboxes(engine, bot);
  await Promise.all(sandboxes.map((sandbox) => removeSandbox(engine, sandbox.containerId)));
  const network = engine.docker.getNetwork(networkName(bot));
  await removeUntilGone("the bot's network", { remove: () => network.remove(), inspect: () => network.inspect() });
  const volume = engine.docker.getVolume(volumeName(bot));
  await removeUntilGone("the bot's volume", { remove: () => volume.remove(), inspect: () => volume.inspect() });
}

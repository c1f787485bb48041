import { botLabels, volumeName } from '../names.ts';
import type { BotRef } from '../types.ts';
import { attempt, type Engine } from './engine.ts';

/**
 * The bot's volume; Docker itself answers a second create with the existing one. An empty volume takes
 * the owner (1000) and mode of the image's `/state` when the first sandbox is created on it.
 */
export async function ensureVolume(engine: Engine, bot: BotRef): Promise<{ name: string }> {
  const name = volumeName(bot);
  await attempt("make the bot's volume", () =>
    engine.docker.createVolume({ Name: name, Driver: 'local', Labels: botLabels(bot) }),
  );
  return { name };
}

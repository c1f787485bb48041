// @ts-check
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../local/lib/paths.mjs';
import { sayWhile } from '../local/lib/say.mjs';
import { hasImage } from './base-image.mjs';
import { hashFiles } from './hash-files.mjs';
import { dockerBuild, openclawImage, openclawTag } from './openclaw-image.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Builds a bot's image unless Docker has it.
 * @param {string} agentBundle path of the bundled sandbox agent, one file
 * @returns {Promise<string>} `clawberth-bot:<hash of everything in it>`
 */
export async function botImage(agentBundle) {
  const tag = `clawberth-bot:${await hashFiles([agentBundle, join(here, 'bot.Dockerfile')], [await openclawTag()])}`;
  if (await hasImage(tag)) return tag;
  const openclaw = await openclawImage();
  const context = join(cacheFolder, `bot-context.${process.pid}.tmp`);
  try {
    await rm(context, { recursive: true, force: true });
    await mkdir(context, { recursive: true });
    await copyFile(agentBundle, join(context, 'agent.mjs'));
    await copyFile(join(here, 'bot.Dockerfile'), join(context, 'Dockerfile'));
    await sayWhile('Building the bot image: our agent', () => dockerBuild(context, tag, { OPENCLAW_IMAGE: openclaw }));
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return tag;
}

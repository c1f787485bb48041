// @ts-check
// node infra/images/build.mjs [tag]: builds every image of docker-compose.yml as clawberth-<name>:<tag> (default local).
// Docker's own cache makes the second time short. BASE_IMAGE=node:24-bookworm-slim where a registry is reachable.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { botImage } from '../bot-image/bot-image.mjs';
import { buildAgent } from '../bot-image/build-agent.mjs';
import { cacheFolder } from '../local/lib/paths.mjs';
import { report } from '../local/lib/report.mjs';
import { runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';
import { buildBundles } from './bundles.mjs';
import { buildImage, foundation } from './foundation.mjs';
import { appNames, stageApp } from './stage-app.mjs';

/**
 * Builds every image that docker-compose.yml names.
 * @param {string} tag
 * @returns {Promise<string[]>} their names with the tag; what was built before a failure stays
 */
export async function buildImages(tag) {
  await buildBundles();
  const ready = {
    postgres: await foundation('postgres'),
    redis: await foundation('redis'),
    bot: await botImage(await buildAgent()),
  };
  const images = [];
  for (const [name, from] of Object.entries(ready)) {
    await runOrFail('docker', ['tag', from, `clawberth-${name}:${tag}`]);
    images.push(`clawberth-${name}:${tag}`);
  }
  for (const app of appNames) {
    const base = await foundation(app === 'worker' ? 'worker-base' : 'node');
    const name = `clawberth-${app}:${tag}`;
    const context = join(cacheFolder, `${app}-context.${process.pid}.tmp`);
    const stage = async () => {
      await rm(context, { recursive: true, force: true });
      await mkdir(context, { recursive: true });
      await stageApp(app, context);
    };
    try {
      // Another build (npm start, an editor) may take the output away under our hands: then once more.
      await stage().catch(async () => {
        await buildBundles();
        await stage();
      });
      await sayWhile(`Building the image ${name}`, () => buildImage(context, name, base, 'none'));
    } finally {
      await rm(context, { recursive: true, force: true });
    }
    images.push(name);
  }
  return images;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const name of await buildImages(process.argv[2] ?? 'local')) console.log(name);
  } catch (error) {
    process.exit(report(error));
  }
}

// @ts-check
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, root } from '../local/lib/paths.mjs';
import { run, runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';
import { baseImage, hasImage } from './base-image.mjs';
import { hashFiles } from './hash-files.mjs';
import { openclawInputs, stageOpenclaw } from './stage-openclaw.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const node = join(root, 'node_modules/node/bin/node');
const nodeManifest = join(root, 'node_modules/node/package.json');
const inputs = [...openclawInputs, nodeManifest, join(here, 'openclaw.Dockerfile')];

/** The tag of OpenClaw's part of the image: everything that goes into it is in the hash. */
export async function openclawTag() {
  const base = process.env['BASE_IMAGE'] ?? 'local base';
  return `clawberth-openclaw:${await hashFiles(inputs, [base])}`;
}

/**
 * Builds OpenClaw's part of the image unless Docker has it.
 * @returns {Promise<string>} its tag
 */
export async function openclawImage() {
  const tag = await openclawTag();
  if (await hasImage(tag)) return tag;
  const [base, staged] = [await baseImage(), await stageOpenclaw()];
  const context = join(cacheFolder, `context.${process.pid}.tmp`);
  try {
    await rm(context, { recursive: true, force: true });
    await mkdir(context, { recursive: true });
    await runOrFail('cp', ['-al', join(staged, 'node_modules'), join(context, 'node_modules')]);
    await link(node, join(context, 'node')).catch(() => copyFile(node, join(context, 'node')));
    await copyFile(join(here, 'openclaw.Dockerfile'), join(context, 'Dockerfile'));
    await sayWhile('Building the bot image: OpenClaw', () => dockerBuild(context, tag, { BASE_IMAGE: base }));
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return tag;
}

/**
 * `docker build` that works with and without the buildx plugin, and never asks a registry for what is here.
 * @param {string} context a folder with a Dockerfile
 * @param {string} tag
 * @param {Record<string, string>} buildArgs
 */
export async function dockerBuild(context, tag, buildArgs) {
  const buildx = await run('docker', ['buildx', 'version']);
  const args = Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  await runOrFail('docker', ['build', '--network=none', ...args, '-t', tag, context], {
    env: { DOCKER_BUILDKIT: buildx.code === 0 ? '1' : '0' },
    what: `Building the image ${tag}`,
    mend: 'Read the lines above. If the disk is full: docker image prune -a',
  });
}

// @ts-check
import { copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseImage, hasImage } from '../bot-image/base-image.mjs';
import { hashFiles } from '../bot-image/hash-files.mjs';
import { readAptSources } from '../local/lib/apt-sources.mjs';
import { cacheFolder, root } from '../local/lib/paths.mjs';
import { run, runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), 'foundations');
const node = join(root, 'node_modules/node/bin/node');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Builds one of the images that change seldom, unless Docker has it: `node`, `worker-base`, `postgres`, `redis`.
 * @param {string} name
 * @returns {Promise<string>} its tag, `clawberth-<name>:<hash of what goes into it>`
 */
export async function foundation(name) {
  if (name === 'node' && process.env['BASE_IMAGE']) return process.env['BASE_IMAGE'];
  const base = name === 'worker-base' ? await foundation('node') : await baseImage();
  const files = ['apt-install.sh', `${name}.Dockerfile`, ...(name === 'postgres' ? ['postgres-entrypoint.sh'] : [])];
  const nodeVersion = await readFile(join(root, 'node_modules/node/package.json'), 'utf8');
  const tag = `clawberth-${name}:${await hashFiles(
    files.map((file) => join(here, file)),
    [base, name === 'node' ? nodeVersion : ''],
  )}`;
  if (await hasImage(tag)) return tag;
  const context = join(cacheFolder, `${name}-context.${process.pid}.tmp`);
  try {
    await rm(context, { recursive: true, force: true });
    await mkdir(join(context, 'apt'), { recursive: true });
    for (const file of files)
      await copyFile(join(here, file), join(context, file === `${name}.Dockerfile` ? 'Dockerfile' : file));
    if (name === 'node') await link(node, join(context, 'node')).catch(() => copyFile(node, join(context, 'node')));
    else await bringApt(join(context, 'apt'));
    await sayWhile(`Building the image clawberth-${name}`, () => buildImage(context, tag, base, 'default'));
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return tag;
}

/**
 * `docker build` that works with and without the buildx plugin.
 * @param {string} context @param {string} tag @param {string} base @param {'default' | 'none'} network
 */
export async function buildImage(context, tag, base, network) {
  const buildx = await run('docker', ['buildx', 'version']);
  await runOrFail(
    'docker',
    ['build', `--network=${network}`, '--build-arg', `BASE_IMAGE=${base}`, '-t', tag, context],
    {
      env: { DOCKER_BUILDKIT: buildx.code === 0 ? '1' : '0' },
      what: `Building the image ${tag}`,
      mend: 'Read the lines above. If the disk is full: docker image prune',
    },
  );
}

/** Where apt finds Debian on this machine, for a base image made here; a base from a registry has its own sources. @param {string} folder */
async function bringApt(folder) {
  await writeFile(join(folder, '.keep'), '');
  if (process.env['BASE_IMAGE']) return;
  const debian = (await readAptSources()).filter(
    ({ suites, components }) =>
      components.includes('main') && suites.every((suite) => /^bookworm(?:-updates|-security)?$/.test(suite)),
  );
  const stanzas = debian.map(
    ({ uri, suites }) =>
      `Types: deb\nURIs: ${uri}\nSuites: ${suites.join(' ')}\nComponents: main\nSigned-By: ${keyring}\n`,
  );
  await writeFile(join(folder, 'debian.sources'), stanzas.join('\n'));
  // A mirror behind the machine's own certificate authority.
  if (debian.some(({ uri }) => uri.startsWith('https:')))
    await copyFile('/etc/ssl/certs/ca-certificates.crt', join(folder, 'ca.crt'));
}

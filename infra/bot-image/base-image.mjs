// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { debianSource, readAptSources } from '../local/lib/apt-sources.mjs';
import { readOsRelease } from '../local/lib/os-release.mjs';
import { cacheFolder } from '../local/lib/paths.mjs';
import { Problem } from '../local/lib/problem.mjs';
import { run, runOrFail } from '../local/lib/run-command.mjs';
import { sayWhile } from '../local/lib/say.mjs';

const suite = 'bookworm';
const tag = `clawberth-base:${suite}-1`;
const archive = join(cacheFolder, `base-${suite}-1.tar`);

/**
 * The image that a bot's image starts from: `BASE_IMAGE` where a registry is reachable,
 * otherwise a minimal Debian made here from the machine's own mirror and kept as a tar.
 * @returns {Promise<string>} a tag that Docker has, or can pull
 */
export async function baseImage() {
  const chosen = process.env['BASE_IMAGE'];
  if (chosen) return chosen;
  if (await hasImage(tag)) return tag;
  await mkdir(cacheFolder, { recursive: true });
  if (!existsSync(archive)) await sayWhile('Making a minimal Debian (debootstrap)', makeArchive);
  await sayWhile('Giving it to Docker', () => runOrFail('docker', ['import', archive, tag]));
  return tag;
}

/** Whether Docker has an image of this name. @param {string} name */
export async function hasImage(name) {
  return (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', name])).code === 0;
}

async function makeArchive() {
  const { codename } = await readOsRelease();
  const sources = await readAptSources();
  const debian = debianSource(sources, suite) ?? debianSource(sources, codename);
  if (!debian) {
    throw new Problem(
      'No Debian source in /etc/apt, so no base image can be made.',
      'Set BASE_IMAGE, for example BASE_IMAGE=node:24-bookworm-slim npm start',
    );
  }
  const draft = join(cacheFolder, `base.${process.pid}.tmp`);
  try {
    await runOrFail('debootstrap', ['--variant=minbase', suite, draft, debian.uri], {
      mend: 'See that this machine reaches its Debian mirror, or set BASE_IMAGE to an image that Docker can pull.',
    });
    const unneeded = [
      'var/cache/apt',
      'var/lib/apt/lists',
      'usr/share/doc',
      'usr/share/man',
      'usr/share/locale',
      'var/log',
    ];
    for (const path of unneeded) await rm(join(draft, path), { recursive: true, force: true });
    for (const path of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial', 'var/log/apt'])
      await mkdir(join(draft, path), { recursive: true });
    await runOrFail('tar', ['-C', draft, '-cf', `${archive}.${process.pid}`, '.']);
    await rename(`${archive}.${process.pid}`, archive);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

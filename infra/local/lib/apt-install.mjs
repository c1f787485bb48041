// @ts-check
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { debianSource, readAptSources } from './apt-sources.mjs';
import { backportsSource, hasBackports } from './backports-source.mjs';
import { hasSystemd } from './has-systemd.mjs';
import { readOsRelease } from './os-release.mjs';
import { Problem } from './problem.mjs';
import { run } from './run-command.mjs';
import { say, sayWhile } from './say.mjs';

const policyFile = '/usr/sbin/policy-rc.d';
const aptEnvironment = { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l', LC_ALL: 'C.UTF-8' };

/**
 * Installs Debian packages in one transaction, without letting any of them start a service of its own
 * (policy-rc.d). A name may end in `@backports`. Waits while another apt or dpkg runs.
 * @param {string[]} packages
 * @throws {Problem} with apt's own last lines
 */
export async function aptInstall(packages) {
  const { codename } = await readOsRelease();
  if (packages.some((name) => name.endsWith('@backports'))) await addBackports(codename);
  const names = packages.map((name) => name.replace('@backports', `/${codename}-backports`));
  await sayWhile('Asking Debian for its package lists', updateLists);
  await withoutServiceStarts(() =>
    sayWhile(`Installing ${packages.map((name) => name.replace('@backports', '')).join(', ')}`, () => install(names)),
  );
  if (hasSystemd()) {
    // Debian enables these at boot on their usual ports; Clawberth runs its own.
    const units = packages.filter((name) => name === 'redis-server' || name === 'postgresql-15');
    for (const unit of units) await run('systemctl', ['disable', unit.replace(/-15$/, '')]);
  }
}

async function updateLists() {
  for (let attempt = 1; ; attempt += 1) {
    const { code, stderr } = await run('apt-get', ['update', '-q'], { env: aptEnvironment });
    if (code === 0) return;
    if (!/could not get lock/i.test(stderr)) {
      say(`  apt-get update complained, going on with what it has: ${stderr.trim().split('\n').pop()}`);
      return;
    }
    if (attempt === 1) say('  another apt is running on this machine, waiting for it');
    if (attempt === 300)
      throw new Problem('Another apt holds its lock since ten minutes.', 'Let it finish, then start again.');
    await sleep(2000);
  }
}

/** @param {string[]} names */
async function install(names) {
  const options = [
    '-o',
    'DPkg::Lock::Timeout=900',
    '-o',
    'Dpkg::Options::=--force-confdef',
    '-o',
    'Dpkg::Options::=--force-confold',
  ];
  const args = ['install', '-y', '-q', '--no-install-recommends', ...options, ...names];
  const { code, stdout, stderr } = await run('apt-get', args, { env: aptEnvironment });
  if (code === 0) return;
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-20).join('\n');
  throw new Problem(
    `Debian's packages could not be installed:\n${tail}`,
    `See that this machine reaches its Debian mirror, then run: apt-get install ${names.join(' ')}`,
  );
}

/** @param {string} codename */
async function addBackports(codename) {
  const sources = await readAptSources();
  if (hasBackports(sources, codename)) return;
  const debian = debianSource(sources, codename);
  if (!debian) {
    throw new Problem(
      `No Debian source for ${codename} in /etc/apt, so gVisor's package cannot be found.`,
      `Add your Debian mirror with the suite ${codename}-backports to /etc/apt/sources.list.d, then start again.`,
    );
  }
  await writeFile('/etc/apt/sources.list.d/clawberth-backports.sources', backportsSource(debian, codename));
}

/** @param {() => Promise<void>} work */
async function withoutServiceStarts(work) {
  const before = await readFile(policyFile, 'utf8').catch(() => undefined);
  if (before === undefined) {
    await writeFile(policyFile, '#!/bin/sh\nexit 101\n');
    await chmod(policyFile, 0o755);
  }
  try {
    await work();
  } finally {
    if (before === undefined) await rm(policyFile, { force: true });
  }
}

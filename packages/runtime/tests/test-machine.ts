import { cp, mkdir, mkdtemp, rm, chmod, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Docker from 'dockerode';
import { execa } from 'execa';
import { firewallChain, LABELS } from '../src/names.ts';
import { buildFirewallRules } from '../src/docker-gvisor/build-firewall-rules.ts';

export const DOCKER_SOCKET = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
export const NODE_IN_IMAGE = '/usr/local/bin/node';
const OWN_IMAGE = 'clawberth-runtime-test:node';

/** The real bot image when the run names one (`BOT_IMAGE`), else a small image of this machine's own Node. */
export async function ensureTestImage(docker: Docker): Promise<string> {
  const named = process.env['BOT_IMAGE'];
  if (named) return named;
  const images = await docker.listImages({ filters: { reference: [OWN_IMAGE] } });
  if (images.length === 0) await buildOwnImage();
  return OWN_IMAGE;
}

/** Node, a shell, dmesg and their libraries, and `/state` as the bot image has it. */
async function buildOwnImage(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'clawberth-runtime-image-'));
  try {
    const programs = { [process.execPath]: NODE_IN_IMAGE, '/bin/sh': '/bin/sh', '/bin/dmesg': '/bin/dmesg' };
    for (const [source, target] of Object.entries(programs)) {
      const { stdout } = await execa('ldd', [source]);
      const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path ?? '');
      for (const [from, to] of [[source, target], ...libraries.map((path) => [path, path])] as [string, string][]) {
        await mkdir(join(root, dirname(to)), { recursive: true });
        await cp(from, join(root, to), { dereference: true });
      }
    }
    for (const folder of ['tmp', 'proc', 'sys', 'dev', 'etc', 'state']) await mkdir(join(root, folder));
    await chown(join(root, 'state'), 1000, 1000);
    await chmod(join(root, 'state'), 0o700);
    const pack = execa('tar', ['-C', root, '-c', '.'], { encoding: 'buffer', buffer: false });
    await pack.pipe('docker', ['import', '--change', 'VOLUME /state', '-', OWN_IMAGE]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Removes everything that carries the instance's label, and its firewall rules. */
export async function purgeInstance(docker: Docker, instance: string, airlockBotPort: number): Promise<void> {
  const filters = { label: [`${LABELS.instance}=${instance}`] };
  for (const one of await docker.listContainers({ all: true, filters })) {
    await docker.getContainer(one.Id).remove({ force: true, v: true });
  }
  for (const one of await docker.listNetworks({ filters })) await docker.getNetwork(one.Id).remove();
  const { Volumes } = await docker.listVolumes({ filters });
  for (const one of Volumes) await docker.getVolume(one.Name).remove();
  await dropFirewall(instance, airlockBotPort);
}

/** Takes the instance's rules out of the host's firewall, as a restart of the firewall would. */
export async function dropFirewall(instance: string, airlockBotPort: number): Promise<void> {
  const { v4, v6 } = buildFirewallRules(instance, airlockBotPort);
  for (const [command, rules] of [
    ['iptables', v4],
    ['ip6tables', v6],
  ] as const) {
    for (const rule of [...rules.inInput, ...rules.inForward]) {
      const remove = ['-w', '10', ...rule.replace(/^-A/, '-D').split(' ')];
      while (!(await execa(command, remove, { reject: false })).failed);
    }
  }
  const chain = firewallChain(instance);
  await execa('iptables', ['-w', '10', '-F', chain], { reject: false });
  await execa('iptables', ['-w', '10', '-X', chain], { reject: false });
}

import Docker from 'dockerode';
import { INSTANCE } from './instance.ts';

const docker = new Docker();

/** What Docker still has of one bot, or of the whole instance: names of containers, networks, volumes. */
export async function leftOf(botId?: string): Promise<string[]> {
  const label = [`clawberth.instance=${INSTANCE}`, ...(botId === undefined ? [] : [`clawberth.bot=${botId}`])];
  const filters = { label };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return [
    ...containers.flatMap((one) => one.Names),
    ...networks.map((one) => one.Name),
    ...(volumes.Volumes ?? []).map((one) => one.Name),
  ];
}

/** The one running container of a bot. */
export async function containerOf(botId: string): Promise<Docker.Container> {
  const [found, ...others] = await docker.listContainers({
    filters: { label: [`clawberth.instance=${INSTANCE}`, `clawberth.bot=${botId}`] },
  });
  if (found === undefined || others.length > 0)
    throw new Error(`Bot ${botId} has ${others.length + (found ? 1 : 0)} running sandboxes`);
  return docker.getContainer(found.Id);
}

/** Address and gateway of the bot's only network. */
export async function networkOf(botId: string): Promise<{ address: string; gateway: string }> {
  const { NetworkSettings } = await (await containerOf(botId)).inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  const { Containers: _containers, IPAM } = await docker.getNetwork(network?.NetworkID ?? '').inspect();
  return { address: network?.IPAddress ?? '', gateway: IPAM?.Config?.[0]?.['Gateway'] ?? network?.Gateway ?? '' };
}

/** Runs a Node script inside the sandbox, as the bot's own user, and gives what it printed. */
export async function runInside(botId: string, script: string, args: readonly string[] = []): Promise<string> {
  return (await readInside(botId, script, args)).toString();
}

/** The same, byte for byte. */
export async function readInside(botId: string, script: string, args: readonly string[] = []): Promise<Buffer> {
  const container = await containerOf(botId);
  const exec = await container.exec({
    Cmd: ['/usr/local/bin/node', '-e', script, ...args],
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: true, stdin: false });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const { PassThrough } = await import('node:stream');
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  stdout.on('data', (chunk: Buffer) => out.push(chunk));
  stderr.on('data', (chunk: Buffer) => err.push(chunk));
  container.modem.demuxStream(stream, stdout, stderr);
  await new Promise((done) => stream.once('end', done));
  const { ExitCode } = await exec.inspect();
  if (ExitCode !== 0) throw new Error(`Inside the sandbox: exit ${ExitCode}: ${Buffer.concat(err).toString()}`);
  return Buffer.concat(out);
}

/** What the bot's sandbox uses now, in bytes, page cache left out, as `docker stats` counts. */
export async function memoryOf(botId: string): Promise<number> {
  const { memory_stats: memory } = await (await containerOf(botId)).stats({ stream: false });
  return memory.usage - (memory.stats['total_inactive_file'] ?? memory.stats.inactive_file ?? 0);
}

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METADATA_ADDRESS, openOutsideWorld, PUBLIC_ADDRESS } from '../../tests/outside-world.ts';
import { probeFrom, probeFromHost, type Probe } from '../../tests/probe.ts';
import {
  DOCKER_SOCKET,
  dropFirewall,
  ensureTestImage,
  NODE_IN_IMAGE,
  purgeInstance,
} from '../../tests/test-machine.ts';
import { LABELS } from '../names.ts';
import type { NetworkFacts, SandboxFacts, SandboxSpec } from '../types.ts';
import { createDockerGvisorRuntime } from './create-docker-gvisor-runtime.ts';
import { connect } from './engine.ts';

const INSTANCE = 'rt';
const AIRLOCK_PORT = 7270;
const AGENT_PORT = 18080;
const CONTROL = 'clawberth-rt-control';
/** Listens as the agent does, and stays. */
const LISTEN = `require('node:net').createServer((socket) => socket.end()).listen(${AGENT_PORT}, '0.0.0.0');
  process.on('SIGTERM', () => process.exit(0));`;

const docker = connect(DOCKER_SOCKET);
const runtime = createDockerGvisorRuntime({
  instance: INSTANCE,
  dockerSocket: DOCKER_SOCKET,
  airlockBotPort: AIRLOCK_PORT,
});
const servers: Server[] = [];
let outside: { close: () => Promise<void> };
let specs: { a: SandboxSpec; b: SandboxSpec };
let a: { facts: SandboxFacts; network: NetworkFacts };
let b: { facts: SandboxFacts; network: NetworkFacts };
/** A port of the host that answers on every address, as a careless database would. */
let hostPort: number;
let docker0: string;
let hostAddress: string;

async function listen(port: number): Promise<number> {
  const server = createServer((socket) => socket.end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function start(spec: SandboxSpec) {
  return { facts: await runtime.ensureSandbox(spec), network: await runtime.ensureNetwork(spec) };
}

beforeAll(async () => {
  await purgeInstance(docker, INSTANCE, AIRLOCK_PORT);
  const image = await ensureTestImage(docker);
  outside = await openOutsideWorld();
  hostPort = await listen(0);
  await listen(AIRLOCK_PORT);
  const spec = () => ({
    instance: INSTANCE,
    botId: randomUUID(),
    organisationId: randomUUID(),
    generation: 1,
    image,
    memoryBytes: 256 * 1024 * 1024,
    cpus: 1,
    agentTokenSha256: 'ab'.repeat(32),
    command: [NODE_IN_IMAGE, '-e', LISTEN],
  });
  specs = { a: spec(), b: spec() };
  a = await start(specs.a);
  b = await start(specs.b);
  // The same gVisor and image on Docker's ordinary bridge: what no walls would look like.
  const label = `${LABELS.instance}=${INSTANCE}`;
  const walls = ['--runtime=runsc', '--network', 'bridge', '--label', label, '--entrypoint', NODE_IN_IMAGE];
  await execa('docker', ['run', '-d', '--name', CONTROL, ...walls, image, '-e', LISTEN]);
  docker0 = ownAddress('docker0');
  const { stdout: routes } = await execa('ip', ['-o', 'route', 'show', 'default']);
  hostAddress = ownAddress(/ dev (\S+)/.exec(routes)?.[1] ?? 'eth0');
});

afterAll(async () => {
  for (const server of servers) server.close();
  await outside?.close();
  await purgeInstance(docker, INSTANCE, AIRLOCK_PORT);
});

describe('a sandbox under the Docker driver', () => {
  it('reaches the airlock at its own bridge and nothing else', async () => {
    const forbidden: Record<string, Probe> = {
      'another port of its own gateway': { tcp: a.network.gatewayAddress, port: hostPort },
      'another port of the other bot’s gateway': { tcp: b.network.gatewayAddress, port: hostPort },
      docker0: { tcp: docker0, port: hostPort },
      'the host’s main address': { tcp: hostAddress, port: hostPort },
      'the other bot’s agent': { tcp: b.facts.address ?? '', port: AGENT_PORT },
      'a container on the ordinary bridge': { tcp: await addressOfControl(), port: AGENT_PORT },
      'the metadata service': { tcp: METADATA_ADDRESS, port: 80 },
      'a public address (the stand-in)': { tcp: PUBLIC_ADDRESS, port: 443 },
      'a public address (a real one)': { tcp: '1.1.1.1', port: 443 },
      'the system’s name server': { dns: 'system' },
      'Docker’s name server': { dns: '127.0.0.11' },
      'a name server on the internet': { dns: PUBLIC_ADDRESS },
      'a name server on its own gateway': { dns: a.network.gatewayAddress },
    };
    const [airlock, ...answers] = await probeFrom(a.facts.name, [
      { tcp: a.network.gatewayAddress, port: AIRLOCK_PORT },
      ...Object.values(forbidden),
    ]);
    expect(airlock).toBe('reached');
    const reached = Object.keys(forbidden).filter((_, index) => answers[index] === 'reached');
    expect(answers).toHaveLength(Object.keys(forbidden).length);
    expect(reached).toEqual([]);
  });

  it('is stopped by the walls and not by the probes: without them the same targets answer', async () => {
    const open: Record<string, Probe> = {
      docker0: { tcp: docker0, port: hostPort },
      'the host’s main address': { tcp: hostAddress, port: hostPort },
      'a bot’s gateway': { tcp: a.network.gatewayAddress, port: hostPort },
      'the metadata service': { tcp: METADATA_ADDRESS, port: 80 },
      'a public address (the stand-in)': { tcp: PUBLIC_ADDRESS, port: 443 },
      'a name server on the internet': { dns: PUBLIC_ADDRESS },
    };
    const answers = await probeFrom(CONTROL, Object.values(open));
    expect(Object.fromEntries(Object.keys(open).map((name, index) => [name, answers[index]]))).toEqual(
      Object.fromEntries(Object.keys(open).map((name) => [name, 'reached'])),
    );
  });

  it('answers the host, and nobody but the host', async () => {
    const agents: Probe[] = [a, b].map(({ facts }) => ({ tcp: facts.address ?? '', port: AGENT_PORT }));
    expect(await probeFromHost(agents)).toEqual(['reached', 'reached']);
    expect(await probeFrom(CONTROL, agents)).not.toContain('reached');
    expect(await probeFrom(CONTROL, [{ tcp: '127.0.0.1', port: AGENT_PORT }])).toEqual(['reached']);
  });

  it('has the airlock’s door to itself: others do not reach it, the host’s own loopback does', async () => {
    const door: Probe[] = [docker0, hostAddress, a.network.gatewayAddress].map((tcp) => ({ tcp, port: AIRLOCK_PORT }));
    expect(await probeFrom(CONTROL, door)).not.toContain('reached');
    expect(await probeFromHost([{ tcp: '127.0.0.1', port: AIRLOCK_PORT }])).toEqual(['reached']);
  });

  it('is locked in again by the next call after somebody flushed the firewall', async () => {
    const host: Probe[] = [a.network.gatewayAddress, docker0, hostAddress].map((tcp) => ({ tcp, port: hostPort }));
    expect(await probeFrom(a.facts.name, host)).not.toContain('reached');
    await dropFirewall(INSTANCE, AIRLOCK_PORT);
    expect(await probeFrom(a.facts.name, host)).toEqual(['reached', 'reached', 'reached']);
    expect((await runtime.ensureSandbox(specs.a)).containerId).toBe(a.facts.containerId);
    expect(await probeFrom(a.facts.name, host)).not.toContain('reached');
  });
});

/** The host's own IPv4 address on an interface. */
function ownAddress(name: string): string {
  const address = networkInterfaces()[name]?.find((one) => one.family === 'IPv4')?.address;
  if (!address) throw new Error(`The host has no IPv4 address on ${name}.`);
  return address;
}

async function addressOfControl(): Promise<string> {
  const info = await docker.getContainer(CONTROL).inspect();
  return info.NetworkSettings.Networks['bridge']?.IPAddress ?? '';
}

import type { ContainerInspectInfo, NetworkInspectInfo } from 'dockerode';
import { describe, expect, it } from 'vitest';
import { buildSandboxSpec } from '../build-sandbox-spec.ts';
import { bridgeName, networkName, volumeName } from '../names.ts';
import { checkWalls } from './check-walls.ts';

const spec = {
  instance: 'test',
  botId: '0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11',
  organisationId: 'organisation-1',
  generation: 7,
  image: 'clawberth-bot:0123456789ab',
  memoryBytes: 2 * 1024 ** 3,
  cpus: 1.5,
  agentTokenSha256: 'ab'.repeat(32),
};
const own = networkName(spec);

/** What Docker answers for a container made by `buildSandboxSpec`, as far as the walls need it. */
function soundContainer() {
  const { name, HostConfig, Labels, User } = buildSandboxSpec(spec);
  return {
    Id: 'container-1',
    Name: `/${name}`,
    Config: { User: User ?? '', Labels: { ...Labels } },
    HostConfig: {
      ...structuredClone(HostConfig),
      CapAdd: null as string[] | null,
      Binds: null as string[] | null,
      Devices: [] as unknown[],
      DeviceRequests: null as unknown[] | null,
      GroupAdd: null as string[] | null,
      ExtraHosts: null as string[] | null,
      PortBindings: {} as Record<string, unknown>,
      PublishAllPorts: false,
      PidMode: '',
      UTSMode: '',
      UsernsMode: '',
    },
    Mounts: [{ Type: 'volume', Name: volumeName(spec), Source: '/var/lib/docker/x', Destination: '/state' }],
    NetworkSettings: { Networks: { [own]: {} } as Record<string, object> },
  };
}

function soundNetwork() {
  return {
    Name: own,
    Internal: true,
    Driver: 'bridge',
    EnableIPv6: false,
    Options: { 'com.docker.network.bridge.name': bridgeName(spec) },
    Containers: { 'container-1': {} } as Record<string, object>,
  };
}

type Container = ReturnType<typeof soundContainer>;
type Network = ReturnType<typeof soundNetwork>;

/** The fixtures hold the fields that are read, not the hundred that dockerode's types name. */
function check(container: Container, network: Network | null) {
  return checkWalls(
    spec,
    container as unknown as ContainerInspectInfo,
    network as unknown as NetworkInspectInfo | null,
  );
}

const breaches: [string, string, (container: Container, network: Network) => void][] = [
  ['another runtime', 'runtime', (c) => (c.HostConfig.Runtime = 'runc')],
  ['a writable root', 'read-only root', (c) => (c.HostConfig.ReadonlyRootfs = false)],
  ['capabilities kept', 'capabilities', (c) => (c.HostConfig.CapDrop = ['NET_RAW'])],
  ['a capability added', 'capabilities', (c) => (c.HostConfig.CapAdd = ['SYS_ADMIN'])],
  ['new privileges', 'no-new-privileges', (c) => (c.HostConfig.SecurityOpt = [])],
  ['new privileges, spelt out', 'no-new-privileges', (c) => (c.HostConfig.SecurityOpt = ['no-new-privileges:false'])],
  ['seccomp off', 'security options', (c) => c.HostConfig.SecurityOpt?.push('seccomp=unconfined')],
  ['no pids limit', 'pids limit', (c) => (c.HostConfig.PidsLimit = 0)],
  ['no memory limit', 'memory without swap', (c) => (c.HostConfig.Memory = 0)],
  ['swap', 'memory without swap', (c) => (c.HostConfig.MemorySwap = -1)],
  ['a hang when out of memory', 'end when out of memory', (c) => (c.HostConfig.OomScoreAdj = 0)],
  ['no cpu limit', 'cpu limit', (c) => (c.HostConfig.NanoCpus = 0)],
  ['root', 'user', (c) => (c.Config.User = '')],
  ['an extra group', 'user', (c) => (c.HostConfig.GroupAdd = ['docker'])],
  ['privileged', 'privileged', (c) => (c.HostConfig.Privileged = true)],
  ['the host’s processes', 'namespaces', (c) => (c.HostConfig.PidMode = 'host')],
  ['shared memory', 'namespaces', (c) => (c.HostConfig.IpcMode = 'shareable')],
  ['the host’s network', 'own network', (c) => (c.HostConfig.NetworkMode = 'host')],
  ['a second network', 'own network', (c) => (c.NetworkSettings.Networks['bridge'] = {})],
  ['a network with a way out', 'internal network', (_c, n) => (n.Internal = false)],
  ['IPv6', 'internal network', (_c, n) => (n.EnableIPv6 = true)],
  [
    'a bridge that the firewall does not know',
    'bridge',
    (_c, n) => (n.Options['com.docker.network.bridge.name'] = 'br-1'),
  ],
  ['a neighbour', 'alone on its network', (_c, n) => (n.Containers['container-2'] = {})],
  ['another bot’s volume', 'mounts', (c) => c.Mounts.forEach((mount) => (mount.Name = 'clawberth-test-other'))],
  [
    'a folder of the host',
    'mounts',
    (c) => c.Mounts.push({ Type: 'bind', Name: '', Source: '/', Destination: '/host' }),
  ],
  ['a larger /tmp', 'tmpfs', (c) => (c.HostConfig.Tmpfs = { '/tmp': 'rw' })],
  ['a bind', 'devices and binds', (c) => (c.HostConfig.Binds = ['/var/run/docker.sock:/d.sock'])],
  ['a device', 'devices and binds', (c) => c.HostConfig.Devices.push({ PathOnHost: '/dev/kvm' })],
  ['a published port', 'published ports', (c) => (c.HostConfig.PortBindings['18080/tcp'] = [{}])],
  ['a resolver', 'no resolver', (c) => (c.HostConfig.Dns = ['9.9.9.9'])],
  ['a restart policy', 'restart policy', (c) => (c.HostConfig.RestartPolicy = { Name: 'always' })],
  ['another bot’s labels', 'labels', (c) => (c.Config.Labels['clawberth.organisation'] = 'organisation-2')],
  ['another name', 'name', (c) => (c.Name = '/other')],
];

describe('checkWalls', () => {
  it('finds no fault in what the spec asks for, and reads it back', () => {
    const { proof, faults } = check(soundContainer(), soundNetwork());
    expect(faults).toEqual([]);
    expect(proof).toEqual({
      runtime: 'runsc',
      readOnlyRoot: true,
      capDrop: ['ALL'],
      noNewPrivileges: true,
      pidsLimit: 512,
      memoryBytes: 2147483648,
      nanoCpus: 1_500_000_000,
      user: '1000:1000',
      networks: [own],
      internalNetwork: true,
    });
  });

  it.each(breaches)('finds %s', (_name, wall, breach) => {
    const [container, network] = [soundContainer(), soundNetwork()];
    breach(container, network);
    expect(check(container, network).faults).toContain(wall);
  });

  it('finds a network that is not there', () => {
    expect(check(soundContainer(), null).faults).toContain('internal network');
  });
});

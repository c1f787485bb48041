import type { ContainerInspectInfo, NetworkInspectInfo } from 'dockerode';
import { WALLS } from '../build-sandbox-spec.ts';
import { bridgeName, containerName, networkName, parseSandboxLabels, volumeName } from '../names.ts';
import type { OutsideProof, SandboxRef } from '../types.ts';

/** The walls of a sandbox as read back from Docker, and a line for each one that is not as it must be. */
export function checkWalls(
  sandbox: SandboxRef,
  info: ContainerInspectInfo,
  network: NetworkInspectInfo | null,
): { proof: OutsideProof; faults: string[] } {
  const host = info.HostConfig;
  const proof: OutsideProof = {
    runtime: host.Runtime ?? '',
    readOnlyRoot: host.ReadonlyRootfs === true,
    capDrop: listOf(host.CapDrop),
    noNewPrivileges: listOf(host.SecurityOpt).some((one) => /^no-new-privileges(:true)?$/.test(one)),
    pidsLimit: host.PidsLimit ?? 0,
    memoryBytes: host.Memory ?? 0,
    nanoCpus: host.NanoCpus ?? 0,
    user: info.Config.User,
    networks: Object.keys(info.NetworkSettings.Networks),
    internalNetwork: network?.Internal === true,
  };
  const own = networkName(sandbox);
  const mounts = info.Mounts.map((mount) => `${mount.Type} ${mount.Name ?? mount.Source} ${mount.Destination}`);
  const others = Object.keys(network?.Containers ?? {}).filter((id) => id !== info.Id);
  const demands: [boolean, string][] = [
    [info.Name === `/${containerName(sandbox)}`, 'name'],
    [sameRef(parseSandboxLabels(info.Config.Labels ?? {}), sandbox), 'labels'],
    [proof.runtime === WALLS.runtime, 'runtime'],
    [proof.readOnlyRoot, 'read-only root'],
    [proof.capDrop.includes('ALL') && listOf(host.CapAdd).length === 0, 'capabilities'],
    [proof.noNewPrivileges, 'no-new-privileges'],
    [
      !listOf(host.SecurityOpt).some((one) => one.includes('unconfined') || one.includes('disable')),
      'security options',
    ],
    [proof.pidsLimit === WALLS.pidsLimit, 'pids limit'],
    [proof.memoryBytes > 0 && host.MemorySwap === proof.memoryBytes, 'memory without swap'],
    [host.OomScoreAdj === WALLS.oomScoreAdj, 'end when out of memory'],
    [proof.nanoCpus > 0, 'cpu limit'],
    [proof.user === WALLS.user && listOf(host.GroupAdd).length === 0, 'user'],
    [host.Privileged !== true, 'privileged'],
    [[host.PidMode, host.UTSMode, host.UsernsMode].every((mode) => !mode) && host.IpcMode === 'private', 'namespaces'],
    [host.NetworkMode === own && proof.networks.length === 1 && proof.networks[0] === own, 'own network'],
    [proof.internalNetwork && network?.Driver === 'bridge' && !network.EnableIPv6, 'internal network'],
    [network?.Options?.['com.docker.network.bridge.name'] === bridgeName(sandbox), 'bridge'],
    [others.length === 0, 'alone on its network'],
    [mounts.join() === `volume ${volumeName(sandbox)} ${WALLS.stateMount}`, 'mounts'],
    [JSON.stringify(host.Tmpfs ?? {}) === JSON.stringify(WALLS.tmpfs), 'tmpfs'],
    [
      listOf(host.Binds).length + listOf(host.Devices).length + listOf(host.DeviceRequests).length === 0,
      'devices and binds',
    ],
    [Object.keys(host.PortBindings ?? {}).length === 0 && host.PublishAllPorts !== true, 'published ports'],
    [listOf(host.Dns).join() === WALLS.resolver && listOf(host.ExtraHosts).length === 0, 'no resolver'],
    [host.RestartPolicy?.Name === 'no', 'restart policy'],
  ];
  return { proof, faults: demands.filter(([holds]) => !holds).map(([, wall]) => wall) };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function sameRef(labels: SandboxRef | null, sandbox: SandboxRef): boolean {
  return (
    labels !== null &&
    labels.instance === sandbox.instance &&
    labels.botId === sandbox.botId &&
    labels.organisationId === sandbox.organisationId &&
    labels.generation === sandbox.generation
  );
}

import { createHash } from 'node:crypto';
import type { ContainerCreateOptions } from 'dockerode';
import { z } from 'zod';
import { RuntimeError } from './errors.ts';
import { assertSandboxRef, containerName, LABELS, networkName, sandboxLabels, volumeName } from './names.ts';
import type { SandboxSpec } from './types.ts';

/** What every sandbox has, whoever's it is. `checkWalls` reads the same values back. */
export const WALLS = {
  runtime: 'runsc',
  user: '1000:1000',
  pidsLimit: 512,
  stateMount: '/state',
  /** noexec: OpenClaw keeps only locks there. Its own 256 MiB, not the root's. */
  tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=256m,mode=1777' },
  /** Docker's resolver does not work under runsc, and a bot must have none: nothing answers here. */
  resolver: '127.0.0.1',
  stopTimeoutSeconds: 30,
  /**
   * Without it the kernel, out of the sandbox's memory, kills one of gVisor's helper processes instead of
   * gVisor, and the sandbox hangs for ever while Docker shows it as running. Also: bots go before Postgres.
   */
  oomScoreAdj: 1000,
} as const;

const limits = z.object({
  image: z.string().min(1).max(255),
  memoryBytes: z.int().min(64 * 1024 * 1024),
  cpus: z.number().min(0.05).max(64),
  agentTokenSha256: z.string().regex(/^[0-9a-f]{64}$/),
  command: z.array(z.string()).min(1).readonly().optional(),
});

/**
 * The one description of a sandbox: Docker create options from a spec, pure. The options carry a
 * label with their own hash. Throws `runtime_failed` for a spec that is out of bounds.
 */
export function buildSandboxSpec(spec: SandboxSpec): ContainerCreateOptions & { name: string } {
  assertSandboxRef(spec);
  const parsed = limits.safeParse(spec);
  if (!parsed.success) {
    throw new RuntimeError('runtime_failed', `Bad sandbox spec. ${z.prettifyError(parsed.error)}`, {
      retryable: false,
    });
  }
  const options = withoutSpecLabel(spec);
  const hash = createHash('sha256').update(JSON.stringify(options)).digest('hex');
  return { ...options, Labels: { ...sandboxLabels(spec), [LABELS.spec]: hash } };
}

function withoutSpecLabel(spec: SandboxSpec): ContainerCreateOptions & { name: string } {
  return {
    name: containerName(spec),
    Hostname: 'bot',
    Image: spec.image,
    ...(spec.command ? { Entrypoint: [...spec.command] } : {}),
    User: WALLS.user,
    Env: [`AGENT_TOKEN_SHA256=${spec.agentTokenSha256}`],
    Labels: sandboxLabels(spec),
    Tty: false,
    OpenStdin: false,
    StopSignal: 'SIGTERM',
    StopTimeout: WALLS.stopTimeoutSeconds,
    // The agent says how it is; a health check would be one more process in every sandbox.
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Runtime: WALLS.runtime,
      NetworkMode: networkName(spec),
      ReadonlyRootfs: true,
      Tmpfs: { ...WALLS.tmpfs },
      Mounts: [{ Type: 'volume', Source: volumeName(spec), Target: WALLS.stateMount, ReadOnly: false }],
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      PidsLimit: WALLS.pidsLimit,
      Memory: spec.memoryBytes,
      // Equal to the memory: no swap.
      MemorySwap: spec.memoryBytes,
      OomScoreAdj: WALLS.oomScoreAdj,
      NanoCpus: Math.round(spec.cpus * 1_000_000_000),
      Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
      Init: true,
      IpcMode: 'private',
      Dns: [WALLS.resolver],
      DnsSearch: ['.'],
      RestartPolicy: { Name: 'no' },
      AutoRemove: false,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
    },
    NetworkingConfig: { EndpointsConfig: { [networkName(spec)]: {} } },
  };
}

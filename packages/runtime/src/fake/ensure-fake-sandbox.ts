import { buildSandboxSpec, WALLS } from '../build-sandbox-spec.ts';
import { RuntimeError } from '../errors.ts';
import { containerName, LABELS, networkName, volumeName } from '../names.ts';
import type { NetworkFacts, SandboxFacts, SandboxSpec } from '../types.ts';
import type { FakeMachine } from './fake-machine.ts';

/** Create or adopt, then start, with the Docker driver's rules. */
export function ensureFakeSandbox(
  machine: FakeMachine,
  spec: SandboxSpec,
  steps: { ensureNetwork: () => NetworkFacts; midway: () => void },
): SandboxFacts {
  const specHash = buildSandboxSpec(spec).Labels?.[LABELS.spec] ?? '';
  for (const { facts } of machine.sandboxes.values()) {
    if (facts.botId !== spec.botId || facts.generation === spec.generation || facts.state !== 'running') continue;
    throw new RuntimeError('older_generation_running', `Generation ${facts.generation} of this bot still runs.`, {
      retryable: true,
    });
  }
  const network = steps.ensureNetwork();
  machine.volumes.add(volumeName(spec));

  const name = containerName(spec);
  const existing = machine.sandboxes.get(name);
  const adoptable = existing?.specHash === specHash && Object.keys(existing.weakness).length === 0;
  const found = adoptable ? existing : createFakeSandbox(machine, spec, specHash);
  machine.sandboxes.set(name, found);
  steps.midway();
  if (found.facts.state !== 'running') {
    Object.assign(found.facts, {
      state: 'running',
      address: network.gatewayAddress.replace(/\d+$/, (last) => String(Number(last) + 1)),
      exitCode: null,
      oomKilled: false,
      startedAt: nextStart(machine),
    });
  }
  return { ...found.facts };
}

function createFakeSandbox(machine: FakeMachine, spec: SandboxSpec, specHash: string) {
  machine.serial += 1;
  const facts: SandboxFacts = {
    instance: spec.instance,
    botId: spec.botId,
    organisationId: spec.organisationId,
    generation: spec.generation,
    containerId: `fake-container-${machine.serial}`,
    name: containerName(spec),
    image: spec.image,
    runtime: WALLS.runtime,
    state: 'created',
    address: null,
    exitCode: null,
    oomKilled: false,
    startedAt: null,
  };
  const proof = {
    runtime: WALLS.runtime,
    readOnlyRoot: true,
    capDrop: ['ALL'],
    noNewPrivileges: true,
    pidsLimit: WALLS.pidsLimit,
    memoryBytes: spec.memoryBytes,
    nanoCpus: Math.round(spec.cpus * 1_000_000_000),
    user: WALLS.user,
    networks: [networkName(spec)],
    internalNetwork: true,
  };
  return { facts, specHash, proof, weakness: {}, lines: [] as string[] };
}

function nextStart(machine: FakeMachine): Date {
  machine.serial += 1;
  return new Date(Date.UTC(2026, 0, 1) + machine.serial * 1000);
}

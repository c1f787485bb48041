import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerCreateOptions, ContainerInspectInfo } from 'dockerode';
import { buildSandboxSpec, WALLS } from '../build-sandbox-spec.ts';
import { isMissing, statusOf } from '../classify-docker-failure.ts';
import { RuntimeError } from '../errors.ts';
import { LABELS } from '../names.ts';
import type { SandboxFacts, SandboxSpec } from '../types.ts';
import { checkWalls } from './check-walls.ts';
import { attempt, type Engine } from './engine.ts';
import { ensureFirewall } from './ensure-firewall.ts';
import { ensureImage } from './ensure-image.ts';
import { ensureNetwork, inspectNetwork } from './ensure-network.ts';
import { ensureVolume } from './ensure-volume.ts';
import { inspectSandbox } from './inspect-sandbox.ts';
import { listSandboxes } from './list-sandboxes.ts';
import { proveGvisor } from './prove-gvisor.ts';
import { readSandboxFacts } from './read-sandbox-facts.ts';
import { removeSandbox } from './remove-sandbox.ts';
import { stopSandbox } from './stop-sandbox.ts';

/** Rounds of "look, create, start" while other calls create or remove the same sandbox: some ten seconds. */
const ATTEMPTS = 50;
/** Docker reserves a name before the container can be inspected. */
const PAUSE_MS = 200;

/** Create or adopt, then start. Nothing is started without gVisor, the firewall and the bot's own network. */
export async function ensureSandbox(engine: Engine, spec: SandboxSpec): Promise<SandboxFacts> {
  const options = buildSandboxSpec(spec);
  await ensureImage(engine, spec.image);
  await refuseOtherGeneration(engine, spec);
  await ensureFirewall(engine);
  await proveGvisor(engine, WALLS.runtime, spec.image);
  await Promise.all([ensureNetwork(engine, spec), ensureVolume(engine, spec)]);
  for (let attempts = 0; attempts < ATTEMPTS; attempts += 1) {
    const found = await adoptOrCreate(engine, spec, options);
    const started = found !== null && (found.State.Status === 'running' || (await start(engine, found.Id)));
    const info = started ? await inspectSandbox(engine, found.Id) : null;
    const facts = info && readSandboxFacts(info);
    if (facts) return requireStarted(facts);
    await delay(PAUSE_MS);
  }
  throw new RuntimeError('runtime_failed', 'Other calls kept changing the sandbox while it was being started.', {
    retryable: true,
  });
}

async function refuseOtherGeneration(engine: Engine, spec: SandboxSpec): Promise<void> {
  const all = await listSandboxes(engine, spec);
  const other = all.find((one) => one.generation !== spec.generation && one.state === 'running');
  if (!other) return;
  throw new RuntimeError(
    'older_generation_running',
    `Generation ${other.generation} of this bot still runs. Stop it before generation ${spec.generation} starts.`,
    { retryable: true },
  );
}

/** The container that fits the spec, or null when another call got in between. */
async function adoptOrCreate(
  engine: Engine,
  spec: SandboxSpec,
  options: ContainerCreateOptions & { name: string },
): Promise<ContainerInspectInfo | null> {
  const existing = await inspectSandbox(engine, options.name);
  if (existing && (await isAdoptable(engine, spec, existing, options))) return existing;
  if (existing) {
    if (existing.State.Status === 'running') await stopSandbox(engine, existing.Id, WALLS.stopTimeoutSeconds);
    await removeSandbox(engine, existing.Id);
  }
  return attempt('create the sandbox', async () => {
    try {
      const created = await engine.docker.createContainer(options);
      return await inspectSandbox(engine, created.id);
    } catch (error) {
      // 409: another call was first. Look again and adopt what it made.
      if (statusOf(error) === 409) return null;
      throw error;
    }
  });
}

/** The label alone could be forged or out of date: the walls are read back too. */
async function isAdoptable(
  engine: Engine,
  spec: SandboxSpec,
  existing: ContainerInspectInfo,
  options: ContainerCreateOptions,
): Promise<boolean> {
  const healthy = ['created', 'running', 'exited'].includes(existing.State.Status);
  const sameSpec = existing.Config.Labels?.[LABELS.spec] === options.Labels?.[LABELS.spec];
  if (!healthy || !sameSpec) return false;
  // Not started yet, maybe not even whole: another call may be creating it right now.
  if (existing.State.Status === 'created') return true;
  return checkWalls(spec, existing, await inspectNetwork(engine, spec)).faults.length === 0;
}

/** False when the container, or the network it was made for, is gone: then it must be made anew. */
async function start(engine: Engine, containerId: string): Promise<boolean> {
  return attempt('start the sandbox', async () => {
    try {
      await engine.docker.getContainer(containerId).start();
      return true;
    } catch (error) {
      if (statusOf(error) === 304) return true;
      if (!isMissing(error)) throw error;
      await removeSandbox(engine, containerId);
      return false;
    }
  });
}

function requireStarted(facts: SandboxFacts): SandboxFacts {
  if (facts.startedAt !== null && facts.runtime === WALLS.runtime) return facts;
  throw new RuntimeError('runtime_failed', `The sandbox was not started (${facts.state}).`, { retryable: true });
}

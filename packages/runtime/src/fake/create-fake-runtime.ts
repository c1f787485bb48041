import { assertOwnInstance } from '../assert-own-instance.ts';
import { RuntimeError } from '../errors.ts';
import { assertBotRef, assertSandboxRef, bridgeName, containerName, networkName, volumeName } from '../names.ts';
import type { BotRef, BotRuntime, NetworkFacts } from '../types.ts';
import { ensureFakeSandbox } from './ensure-fake-sandbox.ts';
import { createFakeControls, type FakeControls } from './fake-controls.ts';
import { createFakeMachine, endFakeSandbox, runOperation, type FakeMachine } from './fake-machine.ts';

export type FakeRuntimeOptions = {
  instance: string;
  /** The images that the machine has; ignored when a machine is given. */
  images?: readonly string[];
  /** Give the same machine to a second runtime to play a restarted or a rival worker. */
  machine?: FakeMachine;
};

export type FakeRuntime = BotRuntime & { readonly machine: FakeMachine; readonly controls: FakeControls };

/**
 * A runtime in memory that behaves as the Docker driver does (it passes the same contract suite)
 * and whose every operation can be made to fail before, after or (where there are steps) midway. No process runs in it.
 */
export function createFakeRuntime(options: FakeRuntimeOptions): FakeRuntime {
  const machine = options.machine ?? createFakeMachine(options.images ?? []);
  const own = (ref: BotRef) => assertOwnInstance(options.instance, ref);

  return {
    kind: 'fake',
    machine,
    controls: createFakeControls(machine),
    assertReady: () =>
      runOperation(machine, 'assertReady', undefined, () => {
        if (machine.notReady) throw machine.notReady;
        return { version: 'fake', sandboxRuntime: 'runsc' };
      }),
    ensureImage: (image) =>
      runOperation(machine, 'ensureImage', undefined, () => ({ image, id: requireImage(machine, image) })),
    ensureNetwork: (bot) =>
      runOperation(machine, 'ensureNetwork', bot, () => {
        own(bot);
        assertBotRef(bot);
        return ensureFakeNetwork(machine, bot);
      }),
    ensureVolume: (bot) =>
      runOperation(machine, 'ensureVolume', bot, () => {
        own(bot);
        assertBotRef(bot);
        machine.volumes.add(volumeName(bot));
        return { name: volumeName(bot) };
      }),
    ensureSandbox: (spec) =>
      runOperation(machine, 'ensureSandbox', spec, (midway) => {
        own(spec);
        if (machine.notReady) throw machine.notReady;
        requireImage(machine, spec.image);
        return ensureFakeSandbox(machine, spec, { ensureNetwork: () => ensureFakeNetwork(machine, spec), midway });
      }),
    proveOutside: (sandbox) =>
      runOperation(machine, 'proveOutside', sandbox, () => {
        own(sandbox);
        const found = machine.sandboxes.get(containerName(sandbox));
        const faults = found ? Object.keys(found.weakness) : ['there is no such sandbox'];
        if (!found || faults.length > 0) {
          throw new RuntimeError('not_isolated', `The sandbox is not isolated: ${faults.join('; ')}.`, {
            retryable: false,
          });
        }
        return structuredClone(found.proof);
      }),
    list: (bot) =>
      runOperation(machine, 'list', bot, () => {
        if (bot) own(bot);
        return [...machine.sandboxes.values()]
          .map((one) => one.facts)
          .filter((facts) => facts.instance === options.instance && (!bot || facts.botId === bot.botId))
          .map((facts) => ({ ...facts }));
      }),
    stop: (sandbox) =>
      runOperation(machine, 'stop', sandbox, () => {
        own(sandbox);
        assertSandboxRef(sandbox);
        const facts = machine.sandboxes.get(containerName(sandbox))?.facts;
        if (facts?.state === 'running') endFakeSandbox(facts, { exitCode: 0, oomKilled: false });
      }),
    remove: (sandbox) =>
      runOperation(machine, 'remove', sandbox, () => {
        own(sandbox);
        assertSandboxRef(sandbox);
        machine.sandboxes.delete(containerName(sandbox));
      }),
    purge: (bot) =>
      runOperation(machine, 'purge', bot, (midway) => {
        own(bot);
        assertBotRef(bot);
        for (const [name, one] of machine.sandboxes) if (one.facts.botId === bot.botId) machine.sandboxes.delete(name);
        midway();
        machine.networks.delete(networkName(bot));
        machine.volumes.delete(volumeName(bot));
      }),
    logTail: (sandbox, lines) =>
      runOperation(machine, 'logTail', sandbox, () => {
        own(sandbox);
        const all = machine.sandboxes.get(containerName(sandbox))?.lines ?? [];
        return all.slice(Math.max(0, all.length - lines));
      }),
  };
}

function requireImage(machine: FakeMachine, image: string): string {
  const id = machine.images.get(image);
  if (id === undefined) {
    throw new RuntimeError('image_missing', `The image ${image} is not on this machine.`, { retryable: false });
  }
  return id;
}

function ensureFakeNetwork(machine: FakeMachine, bot: BotRef): NetworkFacts {
  const name = networkName(bot);
  const existing = machine.networks.get(name);
  if (existing) return { ...existing };
  machine.networkSerial += 1;
  const count = machine.networkSerial;
  const prefix = `10.${(count >> 12) & 255}.${(count >> 4) & 255}.`;
  const base = (count & 15) * 16;
  const facts = {
    name,
    bridge: bridgeName(bot),
    subnet: `${prefix}${base}/28`,
    gatewayAddress: `${prefix}${base + 1}`,
  };
  machine.networks.set(name, facts);
  return { ...facts };
}

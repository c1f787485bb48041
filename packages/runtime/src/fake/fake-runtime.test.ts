import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeRuntimeContract } from '../contract.ts';
import { RuntimeError } from '../errors.ts';
import { containerName, networkName, volumeName } from '../names.ts';
import { createFakeRuntime } from './create-fake-runtime.ts';
import { createFakeMachine, type RuntimeOperation } from './fake-machine.ts';

const image = 'clawberth-bot:fake';

describeRuntimeContract('the fake runtime', async () => {
  const machine = createFakeMachine([image]);
  const runtime = createFakeRuntime({ instance: 'rt', machine });
  return {
    runtime,
    rival: createFakeRuntime({ instance: 'rt', machine }),
    instance: 'rt',
    image,
    command: ['/bin/true'],
    crash: async (sandbox) => runtime.controls.crash(sandbox, { exitCode: 3 }),
    settle: async (sandbox) => {
      runtime.controls.writeLine(sandbox, 'line one');
      runtime.controls.writeLine(sandbox, 'line two');
    },
    plantWeakSandbox: async (spec) => {
      await runtime.ensureSandbox(spec);
      runtime.controls.weaken(spec, { readOnlyRoot: false });
    },
    inventory: async (bot) => ({
      sandboxes: [...machine.sandboxes.keys()].filter((name) => name.includes(bot.botId)),
      networks: [...machine.networks.keys()].filter((name) => name === networkName(bot)),
      volumes: [...machine.volumes].filter((name) => name === volumeName(bot)),
    }),
    close: async () => {},
  };
});

describe('the fake runtime’s faults', () => {
  const setUp = () => {
    const runtime = createFakeRuntime({ instance: 'rt', images: [image] });
    const spec = {
      instance: 'rt',
      botId: randomUUID(),
      organisationId: 'organisation-1',
      generation: 1,
      image,
      memoryBytes: 256 * 1024 * 1024,
      cpus: 1,
      agentTokenSha256: 'ab'.repeat(32),
    };
    return { runtime, spec };
  };

  it('before an effect leave nothing behind, after it leave the effect', async () => {
    const { runtime, spec } = setUp();
    runtime.controls.fail('ensureSandbox', 'before');
    await expect(runtime.ensureSandbox(spec)).rejects.toMatchObject({ code: 'runtime_unavailable', retryable: true });
    expect(runtime.machine.sandboxes.size).toBe(0);
    runtime.controls.fail('ensureSandbox', 'after');
    await expect(runtime.ensureSandbox(spec)).rejects.toBeInstanceOf(RuntimeError);
    expect([...runtime.machine.sandboxes.keys()]).toEqual([containerName(spec)]);
    expect(await runtime.ensureSandbox(spec)).toMatchObject({ state: 'running' });
  });

  it('midway leave a sandbox that is created but not started, and a purge half done', async () => {
    const { runtime, spec } = setUp();
    runtime.controls.fail('ensureSandbox', 'midway');
    await expect(runtime.ensureSandbox(spec)).rejects.toBeInstanceOf(RuntimeError);
    expect(await runtime.list(spec)).toMatchObject([{ state: 'created', address: null, startedAt: null }]);
    expect(await runtime.ensureSandbox(spec)).toMatchObject({ state: 'running' });
    runtime.controls.fail('purge', 'midway');
    await expect(runtime.purge(spec)).rejects.toBeInstanceOf(RuntimeError);
    expect(await runtime.list(spec)).toEqual([]);
    expect(runtime.machine.volumes.size).toBe(1);
    await runtime.purge(spec);
    expect([runtime.machine.volumes.size, runtime.machine.networks.size]).toEqual([0, 0]);
    expect(() => runtime.controls.fail('stop', 'midway')).toThrow(/midway/);
  });

  it('can be planned for every operation', async () => {
    const { runtime, spec } = setUp();
    const operations: Record<RuntimeOperation, () => Promise<unknown>> = {
      assertReady: () => runtime.assertReady(),
      ensureImage: () => runtime.ensureImage(image),
      ensureNetwork: () => runtime.ensureNetwork(spec),
      ensureVolume: () => runtime.ensureVolume(spec),
      ensureSandbox: () => runtime.ensureSandbox(spec),
      proveOutside: () => runtime.proveOutside(spec),
      list: () => runtime.list(),
      logTail: () => runtime.logTail(spec, 1),
      stop: () => runtime.stop(spec, { graceSeconds: 1 }),
      remove: () => runtime.remove(spec),
      purge: () => runtime.purge(spec),
    };
    const error = new RuntimeError('runtime_failed', 'planned', { retryable: false });
    for (const [operation, call] of Object.entries(operations) as [RuntimeOperation, () => Promise<unknown>][]) {
      for (const when of ['before', 'after'] as const) {
        runtime.controls.fail(operation, when, { error, times: 2 });
        await expect(call()).rejects.toBe(error);
        await expect(call()).rejects.toBe(error);
        await call();
      }
    }
  });

  it('start nothing on a machine that is not ready', async () => {
    const { runtime, spec } = setUp();
    runtime.controls.setNotReady(new RuntimeError('gvisor_missing', 'no gVisor', { retryable: false }));
    await expect(runtime.assertReady()).rejects.toMatchObject({ code: 'gvisor_missing' });
    await expect(runtime.ensureSandbox(spec)).rejects.toMatchObject({ code: 'gvisor_missing' });
    expect(runtime.machine.sandboxes.size).toBe(0);
  });
});

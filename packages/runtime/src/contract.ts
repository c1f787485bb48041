import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bridgeName, containerName, networkName, volumeName } from './names.ts';
import type { BotRef, BotRuntime, SandboxRef, SandboxSpec } from './types.ts';

/** What a driver's test gives the suite. */
export type RuntimeHarness = {
  runtime: BotRuntime;
  /** A second driver on the same machine, as another worker process would have. */
  rival: BotRuntime;
  instance: string;
  image: string;
  /**
   * A process that prints `line one` and `line two`, then runs until it is stopped, ends with 0 on
   * SIGTERM, and with 3 when `crash` is called.
   */
  command: readonly string[];
  crash(sandbox: SandboxRef): Promise<void>;
  /** Waits until the sandbox has written its lines. */
  settle(sandbox: SandboxRef): Promise<void>;
  /** Puts a running container under the sandbox's name whose root is writable. */
  plantWeakSandbox(spec: SandboxSpec): Promise<void>;
  /** The names of what the machine holds for the bot, read past the driver. */
  inventory(bot: BotRef): Promise<{ sandboxes: string[]; networks: string[]; volumes: string[] }>;
  close(): Promise<void>;
};

const nothing = { sandboxes: [], networks: [], volumes: [] };

/** The promises of `BotRuntime`, which every driver keeps. */
export function describeRuntimeContract(name: string, makeRuntime: () => Promise<RuntimeHarness>): void {
  describe(`${name} keeps the runtime contract`, () => {
    let harness: RuntimeHarness;
    let runtime: BotRuntime;
    const bots: BotRef[] = [];

    const newSpec = (changes: Partial<SandboxSpec> = {}): SandboxSpec => {
      const spec = {
        instance: harness.instance,
        botId: randomUUID(),
        organisationId: randomUUID(),
        generation: 1,
        image: harness.image,
        memoryBytes: 256 * 1024 * 1024,
        cpus: 0.5,
        agentTokenSha256: 'ab'.repeat(32),
        command: harness.command,
        ...changes,
      };
      bots.push(spec);
      return spec;
    };

    beforeAll(async () => {
      harness = await makeRuntime();
      runtime = harness.runtime;
    });
    afterEach(async () => {
      for (const bot of bots.splice(0)) await runtime.purge(bot);
    });
    afterAll(async () => harness.close());

    it('is ready on a sound machine', async () => {
      const ready = await runtime.assertReady();
      expect(ready.sandboxRuntime).toBe('runsc');
      expect(ready.version).not.toBe('');
    });

    it('knows the images of the machine and refuses others', async () => {
      await expect(runtime.ensureImage(harness.image)).resolves.toEqual({
        image: harness.image,
        id: expect.stringMatching(/^sha256:/),
      });
      const missing = { code: 'image_missing', retryable: false };
      await expect(runtime.ensureImage('clawberth-none:absent')).rejects.toMatchObject(missing);
      const spec = newSpec({ image: 'clawberth-none:absent' });
      await expect(runtime.ensureSandbox(spec)).rejects.toMatchObject(missing);
      expect((await harness.inventory(spec)).sandboxes).toEqual([]);
    });

    it('gives a bot one network of its own, the same at every call and at once', async () => {
      const [one, other] = [newSpec(), newSpec()];
      const [first, second] = await Promise.all([runtime.ensureNetwork(one), harness.rival.ensureNetwork(one)]);
      expect(second).toEqual(first);
      expect(await runtime.ensureNetwork(one)).toEqual(first);
      expect(first).toMatchObject({ name: networkName(one), bridge: bridgeName(one) });
      expect(contains(first.subnet, first.gatewayAddress)).toBe(true);
      expect((await runtime.ensureNetwork(other)).subnet).not.toBe(first.subnet);
      expect((await harness.inventory(one)).networks).toEqual([networkName(one)]);
    });

    it('gives a bot one volume, the same at every call and at once', async () => {
      const bot = newSpec();
      const answers = await Promise.all([runtime.ensureVolume(bot), harness.rival.ensureVolume(bot)]);
      expect([...answers, await runtime.ensureVolume(bot)]).toEqual([1, 2, 3].map(() => ({ name: volumeName(bot) })));
      expect((await harness.inventory(bot)).volumes).toEqual([volumeName(bot)]);
    });

    it('starts a sandbox that is seen from outside as the spec demands', async () => {
      const spec = newSpec();
      const facts = await runtime.ensureSandbox(spec);
      const network = await runtime.ensureNetwork(spec);
      expect(facts).toEqual({
        instance: spec.instance,
        botId: spec.botId,
        organisationId: spec.organisationId,
        generation: 1,
        containerId: expect.any(String),
        name: containerName(spec),
        image: spec.image,
        runtime: 'runsc',
        state: 'running',
        address: expect.any(String),
        exitCode: null,
        oomKilled: false,
        startedAt: expect.any(Date),
      });
      expect(contains(network.subnet, facts.address ?? '')).toBe(true);
      expect(facts.address).not.toBe(network.gatewayAddress);
      expect(await runtime.list(spec)).toEqual([facts]);
      expect(await runtime.proveOutside(spec)).toEqual({
        runtime: 'runsc',
        readOnlyRoot: true,
        capDrop: ['ALL'],
        noNewPrivileges: true,
        pidsLimit: 512,
        memoryBytes: spec.memoryBytes,
        nanoCpus: 500_000_000,
        user: '1000:1000',
        networks: [networkName(spec)],
        internalNetwork: true,
      });
    });

    it('adopts a running sandbox and leaves it alone', async () => {
      const spec = newSpec();
      const first = await runtime.ensureSandbox(spec);
      expect(await runtime.ensureSandbox(spec)).toEqual(first);
      expect(await harness.rival.ensureSandbox(spec)).toEqual(first);
    });

    it('makes one sandbox of several calls at once, from two workers', async () => {
      const spec = newSpec();
      const answers = await Promise.all(
        [runtime, harness.rival, runtime, harness.rival].map((driver) => driver.ensureSandbox(spec)),
      );
      expect(new Set(answers.map((facts) => facts.containerId)).size).toBe(1);
      expect(answers.map((facts) => facts.state)).toEqual(Array(4).fill('running'));
      expect((await harness.inventory(spec)).sandboxes).toEqual([containerName(spec)]);
    });

    it('shows how a sandbox ended, and starts the same one again', async () => {
      const spec = newSpec();
      const first = await runtime.ensureSandbox(spec);
      await harness.settle(spec);
      await harness.crash(spec);
      const [ended] = await runtime.list(spec);
      expect(ended).toMatchObject({ containerId: first.containerId, state: 'exited', exitCode: 3, address: null });
      const again = await runtime.ensureSandbox(spec);
      expect(again).toMatchObject({ containerId: first.containerId, state: 'running', exitCode: null });
      expect(again.startedAt?.getTime()).toBeGreaterThan(first.startedAt?.getTime() ?? Number.POSITIVE_INFINITY);
    });

    it('refuses a second generation while another runs, and takes it once that one is stopped', async () => {
      const old = newSpec();
      const next = { ...old, generation: 2 };
      await runtime.ensureSandbox(old);
      await expect(runtime.ensureSandbox(next)).rejects.toMatchObject({ code: 'older_generation_running' });
      expect((await harness.inventory(old)).sandboxes).toEqual([containerName(old)]);
      await runtime.stop(old, { graceSeconds: 10 });
      expect(await runtime.ensureSandbox(next)).toMatchObject({ generation: 2, state: 'running' });
      await expect(runtime.ensureSandbox(old)).rejects.toMatchObject({ code: 'older_generation_running' });
      const states = (await runtime.list(old)).map((facts) => [facts.generation, facts.state]);
      expect(states.toSorted()).toEqual([
        [1, 'exited'],
        [2, 'running'],
      ]);
    });

    it('replaces a sandbox of the same generation that was made from another spec', async () => {
      const spec = newSpec();
      const first = await runtime.ensureSandbox(spec);
      const changed = { ...spec, memoryBytes: 300 * 1024 * 1024 };
      const second = await runtime.ensureSandbox(changed);
      expect(second.containerId).not.toBe(first.containerId);
      expect((await runtime.proveOutside(changed)).memoryBytes).toBe(changed.memoryBytes);
      expect((await harness.inventory(spec)).sandboxes).toEqual([containerName(spec)]);
    });

    it('neither trusts nor adopts a sandbox with weaker walls', async () => {
      const spec = newSpec();
      await harness.plantWeakSandbox(spec);
      await expect(runtime.proveOutside(spec)).rejects.toMatchObject({ code: 'not_isolated', retryable: false });
      await runtime.ensureSandbox(spec);
      expect((await runtime.proveOutside(spec)).readOnlyRoot).toBe(true);
    });

    it('stops in order, and stopping again or a missing one is success', async () => {
      const spec = newSpec();
      await runtime.stop(spec, { graceSeconds: 10 });
      await runtime.ensureSandbox(spec);
      await harness.settle(spec);
      await Promise.all([runtime.stop(spec, { graceSeconds: 10 }), harness.rival.stop(spec, { graceSeconds: 10 })]);
      expect(await runtime.list(spec)).toMatchObject([{ state: 'exited', exitCode: 0, address: null }]);
      await runtime.stop(spec, { graceSeconds: 10 });
    });

    it('removes a running sandbox but not its network and volume; a missing one is success', async () => {
      const spec = newSpec();
      await runtime.ensureSandbox(spec);
      await Promise.all([runtime.remove(spec), harness.rival.remove(spec)]);
      expect(await harness.inventory(spec)).toEqual({
        sandboxes: [],
        networks: [networkName(spec)],
        volumes: [volumeName(spec)],
      });
      await runtime.remove(spec);
    });

    it('purges everything of one bot and nothing of another', async () => {
      const [gone, kept] = [newSpec(), newSpec()];
      await runtime.ensureSandbox(gone);
      await runtime.stop(gone, { graceSeconds: 10 });
      await runtime.ensureSandbox({ ...gone, generation: 2 });
      await runtime.ensureSandbox(kept);
      await Promise.all([runtime.purge(gone), harness.rival.purge(gone)]);
      expect(await harness.inventory(gone)).toEqual(nothing);
      expect(await runtime.list(kept)).toMatchObject([{ state: 'running' }]);
      await runtime.purge(gone);
    });

    it('reads the last lines of a sandbox, running or ended, and none of a missing one', async () => {
      const spec = newSpec();
      expect(await runtime.logTail(spec, 10)).toEqual([]);
      await runtime.ensureSandbox(spec);
      await harness.settle(spec);
      expect(await runtime.logTail(spec, 10)).toEqual(['line one', 'line two']);
      await runtime.stop(spec, { graceSeconds: 10 });
      expect(await runtime.logTail(spec, 1)).toEqual(['line two']);
      expect(await runtime.logTail(spec, 0)).toEqual([]);
    });

    it('lists the whole instance, and refuses a reference to another instance', async () => {
      const [one, two] = [newSpec(), newSpec()];
      await runtime.ensureSandbox(one);
      await runtime.ensureSandbox(two);
      const ids = (await runtime.list()).map((facts) => facts.botId);
      expect(ids).toEqual(expect.arrayContaining([one.botId, two.botId]));
      const foreign = { ...one, instance: 'foreign' };
      const refused = { code: 'runtime_failed', retryable: false };
      await expect(runtime.ensureSandbox(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.ensureNetwork(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.ensureVolume(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.stop(foreign, { graceSeconds: 1 })).rejects.toMatchObject(refused);
      await expect(runtime.remove(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.purge(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.list(foreign)).rejects.toMatchObject(refused);
      await expect(runtime.logTail(foreign, 1)).rejects.toMatchObject(refused);
      await expect(runtime.proveOutside(foreign)).rejects.toMatchObject(refused);
    });

    it('proves nothing about a sandbox that is not there', async () => {
      await expect(runtime.proveOutside(newSpec())).rejects.toMatchObject({ code: 'not_isolated' });
    });
  });
}

function contains(subnet: string, address: string): boolean {
  const [base = '', bits = ''] = subnet.split('/');
  const mask = 2 ** 32 - 2 ** (32 - Number(bits));
  const number = (dotted: string) => dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const [low, value] = [number(base), number(address)];
  return value >= low && value < low + (2 ** 32 - mask);
}

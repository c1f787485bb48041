import { randomUUID } from 'node:crypto';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  DOCKER_SOCKET,
  dropFirewall,
  ensureTestImage,
  NODE_IN_IMAGE,
  purgeInstance,
} from '../../tests/test-machine.ts';
import { buildSandboxSpec } from '../build-sandbox-spec.ts';
import { bridgeName, containerName, networkName, volumeName } from '../names.ts';
import type { SandboxSpec } from '../types.ts';
import { buildFirewallRules, holdsRules } from './build-firewall-rules.ts';
import { createDockerGvisorRuntime, createEngine } from './create-docker-gvisor-runtime.ts';
import { connect } from './engine.ts';
import { ensureFirewall } from './ensure-firewall.ts';
import { proveGvisor } from './prove-gvisor.ts';

const INSTANCE = 'rtd';
const PORT = 7272;
const options = { instance: INSTANCE, dockerSocket: DOCKER_SOCKET, airlockBotPort: PORT };
const STAY = 'setInterval(() => {}, 1000)';

const docker = connect(DOCKER_SOCKET);
const runtime = createDockerGvisorRuntime(options);
let image: string;
const bots: SandboxSpec[] = [];

function newSpec(changes: Partial<SandboxSpec> = {}): SandboxSpec {
  const spec = {
    instance: INSTANCE,
    botId: randomUUID(),
    organisationId: randomUUID(),
    generation: 1,
    image,
    memoryBytes: 256 * 1024 * 1024,
    cpus: 1,
    agentTokenSha256: 'ab'.repeat(32),
    command: [NODE_IN_IMAGE, '-e', STAY],
    ...changes,
  };
  bots.push(spec);
  return spec;
}

/** The JSON that an expression gives inside the sandbox, as the sandbox's own user. */
async function inside(spec: SandboxSpec, expression: string): Promise<unknown> {
  const script = `const fs = require('node:fs'); const cp = require('node:child_process');
    const tried = (act) => { try { act(); return 'done'; } catch (error) { return error.code; } };
    console.log(JSON.stringify(${expression}));`;
  const { stdout } = await execa('docker', ['exec', containerName(spec), NODE_IN_IMAGE, '-e', script]);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  image = await ensureTestImage(docker);
  await purgeInstance(docker, INSTANCE, PORT);
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await runtime.purge(bot);
});
afterAll(async () => purgeInstance(docker, INSTANCE, PORT));

describe('inside a sandbox of the Docker driver', () => {
  it('the kernel is gVisor and the process has no rights', async () => {
    const spec = newSpec();
    await runtime.ensureSandbox(spec);
    expect(await inside(spec, `cp.execFileSync('dmesg').toString()`)).toContain('Starting gVisor');
    expect(await inside(spec, `fs.readFileSync('/proc/version', 'utf8')`)).toMatch(/^Linux version 4\.4\.0 /);
    const status = String(await inside(spec, `fs.readFileSync('/proc/self/status', 'utf8')`));
    expect(status).toMatch(/^Uid:\t1000\t1000\t1000\t1000$/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(await inside(spec, 'Object.entries(process.env).filter(([key]) => key.includes("AGENT"))')).toEqual([
      ['AGENT_TOKEN_SHA256', 'ab'.repeat(32)],
    ]);
  });

  it('the root is read-only even to root, /tmp is its own 256 MiB and runs nothing', async () => {
    const spec = newSpec();
    await runtime.ensureSandbox(spec);
    const asRoot = [
      'exec',
      '-u',
      '0',
      containerName(spec),
      NODE_IN_IMAGE,
      '-e',
      `require('fs').writeFileSync('/x', '')`,
    ];
    expect((await execa('docker', asRoot, { reject: false })).stderr).toContain('EROFS');
    expect(await inside(spec, `((s) => s.blocks * s.bsize)(fs.statfsSync('/tmp'))`)).toBe(256 * 1024 * 1024);
    const run = `tried(() => { fs.copyFileSync('/bin/sh', '/tmp/sh'); fs.chmodSync('/tmp/sh', 0o755); cp.execFileSync('/tmp/sh', ['-c', 'true']); })`;
    expect(await inside(spec, run)).toBe('EACCES');
    const control = run.replaceAll('/tmp/sh', '/state/sh');
    expect(await inside(spec, control)).toBe('done');
  });

  it('the state belongs to the bot and outlives the generation, until the purge', async () => {
    const spec = newSpec();
    await runtime.ensureSandbox(spec);
    expect(await inside(spec, `tried(() => fs.writeFileSync('/state/kept', 'words'))`)).toBe('done');
    expect(await inside(spec, `((s) => [s.uid, s.gid])(fs.statSync('/state'))`)).toEqual([1000, 1000]);
    await runtime.stop(spec, { graceSeconds: 0 });
    await runtime.remove(spec);
    const next = { ...spec, generation: 2 };
    await runtime.ensureSandbox(next);
    expect(await inside(next, `fs.readFileSync('/state/kept', 'utf8')`)).toBe('words');
    await runtime.purge(spec);
    await runtime.ensureSandbox(next);
    expect(await inside(next, `tried(() => fs.readFileSync('/state/kept'))`)).toBe('ENOENT');
  });

  it('a process that takes too much memory ends the sandbox instead of hanging it', async () => {
    const eat = `const eaten = []; setInterval(() => eaten.push(Buffer.alloc(16e6, 1)), 5)`;
    const spec = newSpec({ command: [NODE_IN_IMAGE, '-e', eat] });
    const { containerId } = await runtime.ensureSandbox(spec);
    await docker.getContainer(containerId).wait();
    expect(await runtime.list(spec)).toMatchObject([{ state: 'exited', exitCode: 137 }]);
  });
});

describe('the Docker driver', () => {
  it('says that the daemon does not answer', async () => {
    const deaf = createDockerGvisorRuntime({ ...options, dockerSocket: '/nonexistent/docker.sock' });
    const unavailable = { code: 'runtime_unavailable', retryable: true };
    await expect(deaf.assertReady()).rejects.toMatchObject(unavailable);
    await expect(deaf.ensureSandbox(newSpec())).rejects.toMatchObject(unavailable);
    await expect(deaf.list()).rejects.toMatchObject(unavailable);
    await expect(deaf.stop(newSpec(), { graceSeconds: 1 })).rejects.toMatchObject(unavailable);
    bots.length = 0;
  });

  it('starts nothing when the firewall cannot be set', async () => {
    const spec = newSpec();
    const commands = { iptables: '/bin/false', ip6tables: 'ip6tables' };
    const open = createDockerGvisorRuntime({ ...options, commands });
    await expect(open.assertReady()).rejects.toMatchObject({ code: 'firewall_missing', retryable: false });
    await expect(open.ensureSandbox(spec)).rejects.toMatchObject({ code: 'firewall_missing' });
    expect(await runtime.list(spec)).toEqual([]);
    const half = createDockerGvisorRuntime({ ...options, commands: { iptables: 'iptables', ip6tables: '/bin/false' } });
    await expect(half.ensureSandbox(spec)).rejects.toMatchObject({ code: 'firewall_missing' });
    expect(await runtime.list(spec)).toEqual([]);
  });

  it('is not taken in by a runtime that is not gVisor, and asks again after a failure', async () => {
    const engine = createEngine(options);
    await expect(proveGvisor(engine, 'runc', image)).rejects.toMatchObject({
      code: 'gvisor_missing',
      retryable: false,
    });
    await expect(proveGvisor(engine, 'unregistered', image)).rejects.toMatchObject({ code: 'gvisor_missing' });
    await proveGvisor(engine, 'runsc', image);
    const filters = { label: ['clawberth.purpose=gvisor-proof', `clawberth.instance=${INSTANCE}`] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
  });

  it('sets the firewall once, whoever else is setting it, and before what others put first', async () => {
    await dropFirewall(INSTANCE, PORT);
    const { v4, v6 } = buildFirewallRules(INSTANCE, PORT);
    const listing = async (command: string) => (await execa(command, ['-w', '10', '-S'])).stdout;
    expect(holdsRules(await listing('iptables'), v4)).toBe(false);
    await Promise.all(Array.from({ length: 6 }, () => ensureFirewall(createEngine(options))));
    await ensureFirewall(createEngine(options));
    expect(holdsRules(await listing('iptables'), v4)).toBe(true);
    expect(holdsRules(await listing('ip6tables'), v6)).toBe(true);
    const ours = (await listing('iptables')).split('\n').filter((line) => v4.inInput.includes(line));
    expect(ours).toEqual(v4.inInput);

    const foreign = ['INPUT', '-s', '192.0.2.99/32', '-j', 'ACCEPT'];
    await execa('iptables', ['-w', '10', '-I', ...foreign]);
    try {
      expect(holdsRules(await listing('iptables'), v4)).toBe(false);
      await ensureFirewall(createEngine(options));
      expect(holdsRules(await listing('iptables'), v4)).toBe(true);
    } finally {
      await execa('iptables', ['-w', '10', '-D', ...foreign]);
    }
  });

  it('throws when a start fails, and never calls it success', async () => {
    const spec = newSpec();
    const { bridge } = await runtime.ensureNetwork(spec);
    await execa('ip', ['link', 'del', bridge]);
    await expect(runtime.ensureSandbox(spec)).rejects.toMatchObject({ code: 'runtime_failed', retryable: true });
    expect((await runtime.list(spec)).map((facts) => facts.state)).not.toContain('running');
  });

  it('goes on from what a killed worker left: created but not started', async () => {
    const spec = newSpec();
    await runtime.ensureNetwork(spec);
    const left = await docker.createContainer(buildSandboxSpec(spec));
    expect(await runtime.list(spec)).toMatchObject([
      { state: 'created', address: null, startedAt: null, exitCode: null },
    ]);
    expect(await runtime.ensureSandbox(spec)).toMatchObject({ containerId: left.id, state: 'running' });
  });

  it('makes a sandbox anew when the network it was made for is gone', async () => {
    const spec = newSpec();
    const first = await runtime.ensureSandbox(spec);
    await runtime.stop(spec, { graceSeconds: 0 });
    await docker.getNetwork(networkName(spec)).remove();
    const second = await runtime.ensureSandbox(spec);
    expect(second.state).toBe('running');
    expect(second.containerId).not.toBe(first.containerId);
    await runtime.proveOutside(spec);
  });

  it('refuses a network under the bot’s name that has a way out', async () => {
    const spec = newSpec();
    await docker.createNetwork({ Name: networkName(spec), Driver: 'bridge', Internal: false });
    await expect(runtime.ensureNetwork(spec)).rejects.toMatchObject({ code: 'not_isolated' });
    await expect(runtime.ensureSandbox(spec)).rejects.toMatchObject({ code: 'not_isolated' });
    expect(await runtime.list(spec)).toEqual([]);
  });

  it('notices a second network on a running sandbox', async () => {
    const spec = newSpec();
    const { containerId } = await runtime.ensureSandbox(spec);
    await runtime.proveOutside(spec);
    await docker.getNetwork('bridge').connect({ Container: containerId });
    await expect(runtime.proveOutside(spec)).rejects.toThrow(/own network/);
  });

  it('goes round subnets that are taken', async () => {
    const small = createDockerGvisorRuntime({ ...options, botSubnets: '10.214.0.0/27' });
    const [one, two, three] = [newSpec(), newSpec(), newSpec()];
    const subnets = [await small.ensureNetwork(one), await small.ensureNetwork(two)].map((facts) => facts.subnet);
    expect(subnets.toSorted()).toEqual(['10.214.0.0/28', '10.214.0.16/28']);
    await expect(small.ensureNetwork(three)).rejects.toThrow(/No subnet/);
  });

  it('gives the network the bridge that the firewall’s pattern covers', async () => {
    const spec = newSpec();
    const { bridge } = await runtime.ensureNetwork(spec);
    const { stdout } = await execa('ip', ['-o', 'link', 'show', bridge]);
    expect(stdout).toContain(bridgeName(spec));
    expect((await runtime.ensureVolume(spec)).name).toBe(volumeName(spec));
  });

  it('keeps its promises under many calls at once', async () => {
    const specs = [newSpec(), newSpec()];
    const rivals = [runtime, createDockerGvisorRuntime(options), createDockerGvisorRuntime(options)];
    await Promise.all(specs.flatMap((spec) => rivals.map((driver) => driver.ensureSandbox(spec))));
    for (const spec of specs) expect(await runtime.list(spec)).toMatchObject([{ state: 'running' }]);
    const mixed = specs.flatMap((spec) => [
      runtime.purge(spec),
      runtime.stop(spec, { graceSeconds: 0 }),
      runtime.remove(spec),
    ]);
    await Promise.all(mixed);
    expect(await runtime.list()).toEqual([]);
  });
});

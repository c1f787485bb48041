import { describe, expect, it } from 'vitest';
import { buildSandboxSpec } from './build-sandbox-spec.ts';

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
const own = 'clawberth-test-0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11';

describe('buildSandboxSpec', () => {
  it('puts every field where Docker reads it', () => {
    expect(buildSandboxSpec(spec)).toEqual({
      name: `${own}-g7`,
      Hostname: 'bot',
      Image: 'clawberth-bot:0123456789ab',
      User: '1000:1000',
      Env: [`AGENT_TOKEN_SHA256=${'ab'.repeat(32)}`],
      Labels: {
        'clawberth.instance': 'test',
        'clawberth.bot': '0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11',
        'clawberth.organisation': 'organisation-1',
        'clawberth.generation': '7',
        'clawberth.spec': expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      Tty: false,
      OpenStdin: false,
      StopSignal: 'SIGTERM',
      StopTimeout: 30,
      Healthcheck: { Test: ['NONE'] },
      HostConfig: {
        Runtime: 'runsc',
        NetworkMode: own,
        ReadonlyRootfs: true,
        Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=256m,mode=1777' },
        Mounts: [{ Type: 'volume', Source: own, Target: '/state', ReadOnly: false }],
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        Privileged: false,
        PidsLimit: 512,
        Memory: 2147483648,
        MemorySwap: 2147483648,
        OomScoreAdj: 1000,
        NanoCpus: 1_500_000_000,
        Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
        Init: true,
        IpcMode: 'private',
        Dns: ['127.0.0.1'],
        DnsSearch: ['.'],
        RestartPolicy: { Name: 'no' },
        AutoRemove: false,
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
      },
      NetworkingConfig: { EndpointsConfig: { [own]: {} } },
    });
  });

  it('replaces the entrypoint only when asked', () => {
    expect(buildSandboxSpec({ ...spec, command: ['/bin/a', 'b'] }).Entrypoint).toEqual(['/bin/a', 'b']);
    expect(buildSandboxSpec(spec)).not.toHaveProperty('Entrypoint');
  });

  it('is pure, and its hash changes with every field of the spec', () => {
    const hash = (changes: Partial<typeof spec> & { command?: string[] }) =>
      buildSandboxSpec({ ...spec, ...changes }).Labels?.['clawberth.spec'];
    expect(hash({})).toBe(hash({}));
    const hashes = [
      hash({}),
      hash({ instance: 'other' }),
      hash({ botId: spec.botId.replace('0b', '0c') }),
      hash({ organisationId: 'organisation-2' }),
      hash({ generation: 8 }),
      hash({ image: 'clawberth-bot:b' }),
      hash({ memoryBytes: 1024 ** 3 }),
      hash({ cpus: 1 }),
      hash({ agentTokenSha256: 'cd'.repeat(32) }),
      hash({ command: ['/bin/a'] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.each([
    { ...spec, image: '' },
    { ...spec, memoryBytes: 1024 },
    { ...spec, memoryBytes: Number.NaN },
    { ...spec, cpus: 0 },
    { ...spec, cpus: Number.POSITIVE_INFINITY },
    { ...spec, agentTokenSha256: 'a real token by mistake' },
    { ...spec, agentTokenSha256: 'AB'.repeat(32) },
    { ...spec, command: [] },
    { ...spec, botId: 'x' },
  ])('refuses a spec out of bounds (%#)', (bad) => {
    expect(() => buildSandboxSpec(bad)).toThrow(expect.objectContaining({ code: 'runtime_failed', retryable: false }));
  });
});

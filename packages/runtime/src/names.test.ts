import { describe, expect, it } from 'vitest';
import {
  assertBotRef,
  assertSandboxRef,
  bridgeName,
  bridgeWildcard,
  containerName,
  networkName,
  parseSandboxLabels,
  sandboxLabels,
  volumeName,
} from './names.ts';

const sandbox = {
  instance: 'test',
  botId: '0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11',
  organisationId: 'organisation-1',
  generation: 7,
};

describe('names', () => {
  it('follow the contract', () => {
    expect(containerName(sandbox)).toBe('clawberth-test-0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11-g7');
    expect(networkName(sandbox)).toBe('clawberth-test-0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11');
    expect(volumeName(sandbox)).toBe(networkName(sandbox));
    // Both hashes taken with coreutils' sha256sum.
    expect(bridgeWildcard('test')).toBe('cb9f8-+');
    expect(bridgeName(sandbox)).toBe('cb9f8-9b41c8036');
  });

  it('give every bridge the 15 characters that Linux allows, under its instance’s wildcard', () => {
    for (const instance of ['a', 'default', 'abcdefgh']) {
      const name = bridgeName({ ...sandbox, instance });
      expect(name).toHaveLength(15);
      expect(name.startsWith(bridgeWildcard(instance).slice(0, -1))).toBe(true);
    }
  });

  it('come back from the labels', () => {
    expect(parseSandboxLabels(sandboxLabels(sandbox))).toEqual(sandbox);
    expect(parseSandboxLabels({})).toBeNull();
    expect(parseSandboxLabels({ ...sandboxLabels(sandbox), 'clawberth.generation': 'x' })).toBeNull();
  });

  it.each([
    { ...sandbox, instance: 'Test' },
    { ...sandbox, instance: 'a'.repeat(9) },
    { ...sandbox, instance: '' },
    { ...sandbox, botId: '../etc' },
    { ...sandbox, organisationId: '' },
  ])('refuse a reference that is unfit for a name: %o', (bad) => {
    expect(() => assertBotRef(bad)).toThrow(expect.objectContaining({ code: 'runtime_failed', retryable: false }));
  });

  it.each([-1, 1.5, Number.NaN])('refuse generation %d', (generation) => {
    expect(() => assertSandboxRef({ ...sandbox, generation })).toThrow(/generation/);
  });
});

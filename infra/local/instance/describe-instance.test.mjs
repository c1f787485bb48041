// @ts-check
import { describe, expect, it } from 'vitest';
import { describeInstance } from './describe-instance.mjs';

describe('describeInstance', () => {
  it('gives the usual instance the ports that the documentation names', () => {
    expect(describeInstance('default', {}).ports).toEqual({
      dashboard: 3000,
      postgres: 54320,
      redis: 63790,
      airlockBots: 7070,
      airlockInbound: 7071,
      workerHealth: 7072,
    });
    expect(describeInstance('default', {}).home).toBe('/var/lib/clawberth/default');
  });

  it('shares no port and no folder between instances, nor between parts of one', () => {
    const ports = ['default', 'test', 'demo'].flatMap((name) => Object.values(describeInstance(name, {}).ports));
    expect(new Set(ports).size).toBe(ports.length);
    expect(Math.max(...ports)).toBeLessThan(65536);
  });

  it.each(['', 'Default', 'nine-char', '../etc', 'toolongname'])('refuses the name %j', (name) => {
    expect(() => describeInstance(name, {})).toThrow(/cannot be an instance's name/);
  });
});

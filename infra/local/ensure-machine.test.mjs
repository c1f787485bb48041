// @ts-check
import { describe, expect, it } from 'vitest';
import { machineSteps } from './ensure-machine.mjs';

describe('machineSteps', () => {
  it('installs a browser and compose for tests only', () => {
    const names = (/** @type {boolean} */ forTests) => machineSteps({ forTests }).map(({ name }) => name);
    expect(names(true)).toEqual(expect.arrayContaining(names(false)));
    expect(names(true).length).toBe(names(false).length + 2);
  });

  it('registers gVisor before it starts Docker', () => {
    const names = machineSteps().map(({ name }) => name);
    expect(names.indexOf('gVisor')).toBeLessThan(names.indexOf('Docker Engine'));
  });
});

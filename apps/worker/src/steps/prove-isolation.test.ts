import { describe, expect, it } from 'vitest';
import { weaknesses } from './prove-isolation.ts';

const closed = {
  kernelRelease: '4.4.0',
  kernelVersion: 'gVisor',
  gvisor: true,
  bootLines: [],
  uid: 1000,
  capabilitiesEffective: '0000000000000000',
  noNewPrivs: true,
  readOnlyRoot: true,
};

describe('the walls seen from inside', () => {
  it('are closed when all of it is', () => {
    expect(weaknesses(closed)).toEqual([]);
  });

  it.each([
    [{ gvisor: false }],
    [{ uid: 0 }],
    [{ capabilitiesEffective: '00000000a80425fb' }],
    [{ noNewPrivs: false }],
    [{ readOnlyRoot: false }],
  ])('are open with %o', (weak) => {
    expect(weaknesses({ ...closed, ...weak })).toHaveLength(1);
  });
});

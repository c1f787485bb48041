import { describe, expect, it } from 'vitest';
import { createStartGate } from './start-gate.ts';

const at = (seconds: number) => new Date(seconds * 1000);

describe('the start gate', () => {
  it('lets so many begin, and the next when one is through', () => {
    const gate = createStartGate(2);
    gate.saw('a', true, at(0));
    gate.saw('b', true, at(0));
    expect([gate.mayStart('a', at(1)), gate.mayStart('c', at(1))]).toEqual([true, false]);
    gate.saw('a', false, at(2));
    expect(gate.mayStart('c', at(2))).toBe(true);
  });

  it('is not held by a bot that was not seen again', () => {
    const gate = createStartGate(1);
    gate.saw('a', true, at(0));
    expect([gate.mayStart('b', at(100)), gate.mayStart('b', at(200))]).toEqual([false, true]);
  });
});

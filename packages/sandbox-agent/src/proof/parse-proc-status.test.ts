import { expect, test } from 'vitest';
import { parseProcStatus } from './parse-proc-status.ts';

test('Linux tells both facts', () => {
  expect(parseProcStatus('Name:\tnode\nCapEff:\t000001ffffffffff\nNoNewPrivs:\t1\n')).toEqual({
    capabilitiesEffective: '000001ffffffffff',
    noNewPrivs: true,
  });
});

test('gVisor 20240729 has no line for the second', () => {
  expect(parseProcStatus('Name:\tnode\nCapEff:\t0000000000000000\n')).toEqual({
    capabilitiesEffective: '0000000000000000',
    noNewPrivs: null,
  });
});

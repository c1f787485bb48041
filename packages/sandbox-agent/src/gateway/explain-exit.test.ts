import { expect, test } from 'vitest';
import { explainExit } from './explain-exit.ts';

test.each([
  [{ code: 78, signal: null }, false, 'config_invalid'],
  [{ code: 137, signal: null }, false, 'out_of_memory'],
  [{ code: null, signal: 'SIGKILL' }, false, 'out_of_memory'],
  [{ code: null, signal: 'SIGABRT' }, false, 'out_of_memory'],
  [{ code: null, signal: 'SIGKILL' }, true, 'gateway_exited'],
  [{ code: 1, signal: null }, false, 'gateway_exited'],
  [{ code: 0, signal: null }, false, 'gateway_exited'],
  [{ code: null, signal: null }, false, 'gateway_exited'],
] as const)('%o, killed by us: %s, is %s', (exit, killedByUs, code) => {
  expect(explainExit(exit, killedByUs, ['last line'])).toMatchObject({
    code,
    exitCode: exit.code,
    logTail: ['last line'],
  });
});

// @ts-check
import { describe, expect, it } from 'vitest';
import { run, runOrFail } from './run-command.mjs';

describe('run', () => {
  it('gives both outputs and the exit code, and closes stdin', async () => {
    expect(await run('sh', ['-c', 'cat; echo out; echo err >&2; exit 3'])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('gives a program its input', async () => {
    expect((await run('cat', [], { input: 'hello' })).stdout).toBe('hello');
  });

  it('ends with 127 when there is no such program', async () => {
    expect((await run('/no/such/program', [])).code).toBe(127);
  });

  it('ends a program that takes too long', async () => {
    expect((await run('sleep', ['600'], { timeoutMs: 20 })).code).toBe(128);
  });
});

describe('runOrFail', () => {
  it('says what failed, with the last lines and the mend', async () => {
    const failure = runOrFail('sh', ['-c', 'echo the reason >&2; exit 2'], { what: 'Making tea', mend: 'Boil water.' });
    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(/^Making tea failed \(exit code 2\)\.\nthe reason/),
      mend: 'Boil water.',
    });
  });
});

// @ts-check
import { describe, expect, it } from 'vitest';
import { mergeDaemonJson, registeredRuntime } from './merge-daemon-json.mjs';

describe('mergeDaemonJson', () => {
  it('adds the runtime to an empty file', () => {
    expect(JSON.parse(mergeDaemonJson('', 'runsc', '/opt/runsc'))).toEqual({
      runtimes: { runsc: { path: '/opt/runsc' } },
    });
  });

  it('keeps every other setting and runtime', () => {
    const before = JSON.stringify({
      'data-root': '/big',
      runtimes: { kata: { path: '/kata' }, runsc: { path: '/old', runtimeArgs: ['--x'] } },
    });
    const after = mergeDaemonJson(before, 'runsc', '/new');
    expect(JSON.parse(after)).toEqual({
      'data-root': '/big',
      runtimes: { kata: { path: '/kata' }, runsc: { path: '/new' } },
    });
    expect(registeredRuntime(after, 'runsc')).toBe('/new');
  });

  it.each(['{"a":', '[]', '"text"'])('refuses to overwrite %s, which is not a JSON object', (text) => {
    expect(() => mergeDaemonJson(text, 'runsc', '/new')).toThrow(/daemon\.json is not valid/);
  });
});

import { expect, test } from 'vitest';
import { parseIssues } from './parse-issues.ts';

// As openclaw 2026.9.6 wrote it.
const REFUSAL =
  'Gateway failed to start: Invalid config at /state/openclaw/openclaw.json:\n<root>: Unrecognized key: "nope"\ntools.profile: Invalid option\nRun "openclaw doctor --fix" to repair, then retry.\nIf startup is still blocked, inspect the adjacent .bak backup before restoring it manually.';

test('each refused place is one issue', () => {
  expect(parseIssues(['gateway: starting...', REFUSAL])).toEqual([
    { path: '<root>', message: 'Unrecognized key: "nope"' },
    { path: 'tools.profile', message: 'Invalid option' },
  ]);
});

test('a log without a refusal has none', () => {
  expect(parseIssues(['gateway: starting...', 'gateway ready'])).toEqual([]);
});

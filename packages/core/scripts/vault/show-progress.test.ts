import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { KeyStep } from '../../src/keys/index.ts';
import { showProgress } from './show-progress.ts';

function shown(isTTY: boolean, steps: readonly KeyStep[]): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100, rows: 40 });
  const progress = showProgress(stream as unknown as WriteStream);
  for (const step of steps) progress.tell(step);
  progress.end();
  return String(stream.read() ?? '');
}

const steps: KeyStep[] = [
  { at: 'prepared', masterKey: 2 },
  { at: 'waiting', missing: ['airlock on a, started 2026-11-20 12:00'] },
  { at: 'waiting', missing: [] },
  { at: 'in_use', masterKey: 2 },
  { at: 'keys_moved', done: 4, total: 12 },
  { at: 'keys_moved', done: 8, total: 12 },
  { at: 'keys_moved', done: 12, total: 12 },
  { at: 'settling', seconds: 20 },
  { at: 'emptied', masterKey: 1 },
];

test('plain lines where there is no terminal: the first, the last, and one now and then', () => {
  expect(shown(false, steps).split('\n')).toEqual([
    'The secret of master key 2 is made.',
    'Waiting for airlock on a, started 2026-11-20 12:00.',
    'Every process is ready.',
    'Master key 2 is in use.',
    'Wrapping data keys anew: 4 of 12',
    'Wrapping data keys anew: 12 of 12',
    'Waiting 20 s for requests that are under way.',
    'Nothing needs master key 1 any more, but backups made before now.',
    '',
  ]);
});

test('a bar on a terminal, drawn over itself, and kept when it is over', () => {
  const text = shown(true, steps);
  expect(text).toContain(`${'█'.repeat(10)}${'░'.repeat(20)} Wrapping data keys anew: 4 of 12`);
  expect(text).toContain(`${'█'.repeat(30)} Wrapping data keys anew: 12 of 12`);
  expect(text).toContain('\u001B[');
  expect(text.trimEnd().endsWith('backups made before now.')).toBe(true);
});

import { expect, test } from 'vitest';
import { createStatusStore } from './status-store.ts';
import type { ObservedStatus } from './status-store.ts';

const INITIAL: ObservedStatus = {
  phase: 'waiting',
  configVersion: null,
  gateway: null,
  failure: null,
  channels: [],
  pairing: { requests: [], limitPerAccount: 0 },
  proof: {
    kernelRelease: '4.4.0',
    kernelVersion: 'Linux version 4.4.0',
    gvisor: true,
    bootLines: [],
    uid: 1000,
    capabilitiesEffective: '0000000000000000',
    noNewPrivs: true,
    readOnlyRoot: true,
  },
};
const never = () => new AbortController().signal;
const A_DAY_MS = 86_400_000;

test('the revision grows with a change and not without one', () => {
  const store = createStatusStore(INITIAL);
  const first = store.get().revision;
  store.set({ phase: 'waiting', channels: [] });
  expect(store.get().revision).toBe(first);
  store.set({ phase: 'starting' });
  expect(store.get()).toMatchObject({ phase: 'starting', revision: first + 1 });
});

test('a wait ends with the change, and at once for a revision that is not the present one', async () => {
  const store = createStatusStore(INITIAL);
  const { revision } = store.get();
  await store.waitPast(revision + 7, A_DAY_MS, never());
  const waiting = store.waitPast(revision, A_DAY_MS, never());
  store.set({ phase: 'starting' });
  await waiting;
  expect(store.get().revision).toBe(revision + 1);
});

test('a wait ends when the asker is gone', async () => {
  const store = createStatusStore(INITIAL);
  const asker = new AbortController();
  const waiting = store.waitPast(store.get().revision, A_DAY_MS, asker.signal);
  asker.abort();
  await expect(waiting).resolves.toBeUndefined();
});

'use client';

import type { SecretPlace } from '@clawberth/core/screens';
import { useSyncExternalStore } from 'react';

export type CarriedSecret = { botId: string; place: SecretPlace; providerId: string | null; value: string };

const KEPT_MS = 600_000;
const NOTHING: readonly CarriedSecret[] = [];
let carried: readonly CarriedSecret[] = [];
let ending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Holds a secret that was taken out of a text until the field where it belongs takes it: in memory, ten minutes at most. */
export function carrySecret(secret: CarriedSecret): void {
  set([...carried.filter((other) => other.botId !== secret.botId || other.place !== secret.place), secret]);
}

/** Forgets what was carried: it has arrived, or is not wanted any more. */
export function dropCarriedSecret(secret: CarriedSecret): void {
  set(carried.filter((other) => other !== secret));
}

/** What is on its way to this place of this bot; null otherwise. */
export function useCarriedSecret(botId: string, place: SecretPlace): CarriedSecret | null {
  const now = useSyncExternalStore(
    subscribe,
    () => carried,
    () => NOTHING,
  );
  return now.find((secret) => secret.botId === botId && secret.place === place) ?? null;
}

function set(secrets: readonly CarriedSecret[]): void {
  clearTimeout(ending);
  carried = secrets;
  if (secrets.length > 0) ending = setTimeout(() => set(NOTHING), KEPT_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

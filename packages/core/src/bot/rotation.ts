import type { RotationPolicy, RotationReason } from '@clawberth/db';
import type { RotationView } from './views.ts';

const DAY_MS = 86_400_000;
const DAYS = { days_30: 30, days_90: 90 } as const;
/** How long before it is due a secret is said to be due soon. */
const SOON_MS = 14 * DAY_MS;

/**
 * When a secret's age makes it due by the policy: 30 or 90 times 24 hours after it was set, or with the first moment of
 * the next calendar quarter, in UTC. The same rule as Postgres' `rotation_due_at`; a test holds the two together.
 */
export function rotationDueAt(setAt: Date, policy: RotationPolicy): Date {
  if (policy !== 'quarterly') return new Date(setAt.getTime() + DAYS[policy] * DAY_MS);
  const quarter = Math.floor(setAt.getUTCMonth() / 3);
  return new Date(Date.UTC(setAt.getUTCFullYear(), (quarter + 1) * 3, 1));
}

type Aged = { setAt: Date; rotateReason: RotationReason | null };

/** Whether the secret should be replaced: now, for a reason or its age; soon; or not yet. */
export function rotationOf({ setAt, rotateReason }: Aged, policy: RotationPolicy, now: Date): RotationView {
  const dueAt = rotationDueAt(setAt, policy);
  const leftMs = dueAt.getTime() - now.getTime();
  const state = rotateReason !== null || leftMs <= 0 ? 'due' : leftMs <= SOON_MS ? 'soon' : 'fresh';
  return { state, reason: rotateReason, dueAt };
}

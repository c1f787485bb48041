import type { session } from '@clawberth/core';

/** How long a session lasts from now, in milliseconds: the browser's clock may be another one than ours. */
export type SessionLeft = {
  /** Until it ends if nobody does anything. */
  idleMs: number;
  /** Until it ends whatever anybody does. */
  lifeMs: number;
};

export function leftOf({ endsAt, expiresAt }: Pick<session.LivingSession, 'endsAt' | 'expiresAt'>): SessionLeft {
  const now = Date.now();
  return { idleMs: endsAt.getTime() - now, lifeMs: expiresAt.getTime() - now };
}

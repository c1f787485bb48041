/** For `where`: sessions and visits that nobody ended and whose time is not over. */
export function notOver(now: Date = new Date()) {
  return { endedAt: null, expiresAt: { gt: now } };
}

/** For `where`: memberships whose time is not over; only a guest's has an end. */
export function stillMember(now: Date = new Date()) {
  return { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** Whether a membership's time is over: the guest sees nothing any more. */
export function isOver({ expiresAt }: { expiresAt: Date | null }, now: Date = new Date()): boolean {
  return expiresAt !== null && expiresAt <= now;
}

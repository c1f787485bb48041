/** Longest that a producer waits for Redis, connect included, in ms. A ring must stay under one second. */
export const RING_TIMEOUT_MS = 800;
/** Longest that a ring waits for a connection that is being made, in ms. */
export const CONNECT_WAIT_MS = 400;
/** Slowest pace of reconnects, in ms. */
export const RECONNECT_MAX_MS = 2_000;
/** How long a silent consumer keeps its job, in ms; the heir gets it after this and one check. */
export const LOCK_MS = 10_000;
export const STALLED_CHECK_MS = 10_000;
/** Failed jobs kept for a look, by age in seconds and by number. */
export const KEEP_FAILED = { age: 3_600, count: 100 } as const;

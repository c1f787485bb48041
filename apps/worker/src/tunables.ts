/** How long a silent worker keeps a bot, in seconds; its heir starts after that. */
export const LEASE_SECONDS = 10;
/** Pace of the lease's heartbeat, in ms; three may be missed. */
export const HEARTBEAT_MS = 3_000;
/** Bots that one worker acts on at once. Waiting for OpenClaw does not count: nobody holds a bot for that. */
export const CONCURRENCY = 4;
/** Bots that may be starting at once: OpenClaw's boot takes a core for some twenty seconds. */
export const STARTS_AT_ONCE = 4;
/** Pace at which letters that are due are looked for, in ms. */
export const MAIL_EVERY_MS = 3_000;
/** Pace at which secrets that are due are looked after, in ms. */
export const ROTATION_EVERY_MS = 3_600_000;
/** Pace of the sweep, in ms. */
export const SWEEP_MS = 30_000;
/** Pace at which a machine that was not ready is looked at again, in ms. */
export const READINESS_RETRY_MS = 3_000;
/** Pace at which a ready machine is looked at again, in ms. */
export const READINESS_CHECK_MS = 30_000;

/** Longest time from the start of an attempt, or of OpenClaw, until it is ready, in seconds. */
export const START_SECONDS = 180;
/** How long a ready OpenClaw may take to connect its channel before the bot counts as running without, in seconds. */
export const CHANNEL_SECONDS = 60;
/** How long the agent of a running sandbox may stay silent, in seconds. */
export const AGENT_SILENCE_SECONDS = 60;
/** How long a pass waits for a just started agent before it gives the bot back, in ms, and its pace. */
export const AGENT_BOOT_MS = 15_000;
export const AGENT_BOOT_POLL_MS = 150;

/** What a sandbox gets after its agent was asked to end, in seconds. */
export const STOP_GRACE_SECONDS = 10;

/** Long poll of the observer, in seconds, and the least time between two memory readings, in ms. */
export const POLL_SECONDS = 25;
export const MEMORY_EVERY_MS = 30_000;

/** Back-off after a failure: first, longest (in seconds), and the number of failures after which a person is needed. */
export const RETRY_FIRST_SECONDS = 5;
export const RETRY_MOST_SECONDS = 300;
export const RETRY_LIMIT = 10;
/** A bot that ran this long has left its failures behind, in seconds. */
export const WELL_AFTER_SECONDS = 300;

/** Lines of a sandbox kept with a failure. */
export const LOG_TAIL_LINES = 40;
/** CPUs of a sandbox. */
export const SANDBOX_CPUS = 2;
/** How long a worker that was told to end may take, in ms. */
export const SHUTDOWN_MS = 20_000;

/** Paces of the audit log's rounds, in ms: refusals of minutes that are over, checkpoints that are due, months to come. */
export const REFUSALS_EVERY_MS = 60_000;
export const CHECKPOINTS_EVERY_MS = 300_000;
export const PARTITIONS_EVERY_MS = 86_400_000;

/** Every timing of the agent, in one place. */
export const TIMINGS = {
  /** How often /healthz and /readyz are asked while OpenClaw starts. */
  healthPollMs: 200,
  /** How often channels and waiting people are asked; OpenClaw has no event for them. */
  observePollMs: 2_000,
  /** A gateway that is not live after this long is given up. */
  liveTimeoutMs: 300_000,
  /** The warm-up comes after the channels, or after this long without them. */
  warmUpLatestMs: 30_000,
  /** One call on the gateway's loopback socket. */
  gatewayCallTimeoutMs: 10_000,
  /** config.apply waits until the change is in force. */
  applyTimeoutMs: 45_000,
  /** One answer in the web chat; OpenClaw itself gives up after 300 s. */
  chatTimeoutMs: 320_000,
  /** From SIGTERM until OpenClaw is killed; its own default would be 330 s. */
  stopGraceMs: 20_000,
  /** Restarts of a gateway that fell over: how many within which time. */
  restartLimit: 3,
  restartWindowMs: 300_000,
  restartBackoffMs: [500, 2_000, 8_000],
} as const;

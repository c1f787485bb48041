/** A bot as the runtime knows it: everything it owns on the machine is named after these. */
export type BotRef = { instance: string; botId: string; organisationId: string };

/** One start of a bot. A new generation gets a new container on the same network and volume. */
export type SandboxRef = BotRef & { generation: number };

/** What a sandbox is made of; everything else about it is fixed by `buildSandboxSpec`. */
export type SandboxSpec = SandboxRef & {
  image: string;
  memoryBytes: number;
  cpus: number;
  /** SHA-256 of the agent's bearer token, 64 lower-case hex digits. The token itself never comes here. */
  agentTokenSha256: string;
  /** Replaces the image's entrypoint. For tests; the worker leaves it out. */
  command?: readonly string[];
};

/** A bot's own network. `subnet` is CIDR, `gatewayAddress` is where the bot finds the airlock. */
export type NetworkFacts = { name: string; bridge: string; subnet: string; gatewayAddress: string };

export type SandboxState = 'created' | 'running' | 'exited' | 'dead';

/**
 * What was seen of a container. `address` is null unless it runs; `exitCode` is null unless it has exited.
 * `oomKilled` may be false although memory ran out (Docker sometimes hears of the exit first): an exit
 * with 137 that nobody asked for is the sign that always comes.
 */
export type SandboxFacts = SandboxRef & {
  containerId: string;
  name: string;
  image: string;
  runtime: string;
  state: SandboxState;
  address: string | null;
  exitCode: number | null;
  oomKilled: boolean;
  startedAt: Date | null;
};

/** A sandbox's walls as seen from outside, read back from the engine after the start. */
export type OutsideProof = {
  runtime: string;
  readOnlyRoot: boolean;
  capDrop: string[];
  noNewPrivileges: boolean;
  pidsLimit: number;
  memoryBytes: number;
  nanoCpus: number;
  user: string;
  networks: string[];
  internalNetwork: boolean;
};

/**
 * Starts, watches and ends sandboxes. Every step may be repeated: create adopts what an
 * earlier attempt left, delete of a missing thing is success. Every failure is a `RuntimeError`.
 */
export type BotRuntime = {
  readonly kind: 'docker-gvisor' | 'fake';
  /** The engine answers, `runsc` is registered and really is gVisor, the firewall is in place; else throws. */
  assertReady(): Promise<{ version: string; sandboxRuntime: string }>;
  /** Throws `image_missing` when the image is not on the machine; never pulls. */
  ensureImage(image: string): Promise<{ image: string; id: string }>;
  ensureNetwork(bot: BotRef): Promise<NetworkFacts>;
  ensureVolume(bot: BotRef): Promise<{ name: string }>;
  /**
   * Creates or adopts the sandbox and starts it; makes its network and volume when missing. Throws
   * `older_generation_running` while a sandbox of another generation of this bot still runs.
   */
  ensureSandbox(spec: SandboxSpec): Promise<SandboxFacts>;
  /** Throws `not_isolated` when a field is not as the spec demands, or when there is no such sandbox. */
  proveOutside(sandbox: SandboxRef): Promise<OutsideProof>;
  /** Every sandbox of the instance, or of one bot, of any generation and in any state. */
  list(bot?: BotRef): Promise<SandboxFacts[]>;
  /** Asks the sandbox to end and kills it after the grace. A missing or stopped one is success. */
  stop(sandbox: SandboxRef, options: { graceSeconds: number }): Promise<void>;
  /** Removes the sandbox, running or not. A missing one is success. */
  remove(sandbox: SandboxRef): Promise<void>;
  /** Removes the bot's every sandbox, its network and its volume with all data. Missing is success. */
  purge(bot: BotRef): Promise<void>;
  /** The last lines (oldest first) that the sandbox wrote; empty when there is no such sandbox. */
  logTail(sandbox: SandboxRef, lines: number): Promise<string[]>;
};

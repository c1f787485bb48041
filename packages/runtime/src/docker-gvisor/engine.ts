import Docker from 'dockerode';
import { classifyDockerFailure } from '../classify-docker-failure.ts';

/** Longest wait for an answer of the daemon; starting a sandbox on a busy machine takes several seconds. */
const ANSWER_TIMEOUT_MS = 120_000;

/** What every operation of the driver needs. */
export type Engine = {
  readonly docker: Docker;
  readonly dockerSocket: string;
  readonly instance: string;
  readonly airlockBotPort: number;
  readonly proofImage: string | null;
  /** The range that bots' networks are cut from. */
  readonly botSubnets: string;
  readonly commands: FirewallCommands;
  /** Kept once it is true: the runtime has booted gVisor for this process. */
  gvisorProof: Promise<void> | null;
  /** One check of the firewall at a time. */
  firewallCheck: Promise<void> | null;
};

/** The host's commands; tests name others. */
export type FirewallCommands = { iptables: string; ip6tables: string };

/** A client of the engine. Opens no connection before its first call. */
export function connect(dockerSocket: string, timeoutMs: number = ANSWER_TIMEOUT_MS): Docker {
  return new Docker({ socketPath: dockerSocket, timeout: timeoutMs });
}

/** Runs a call to Docker; whatever it throws becomes a `RuntimeError`. `doing` completes "could not …". */
export async function attempt<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw classifyDockerFailure(error, doing);
  }
}

import type { AgentStatus, PairingDecision, PutConfig, PutConfigResult, SandboxProof } from '@clawberth/openclaw';

/** What the worker asks of the agent inside a sandbox. Every call throws `AgentSilent` or `AgentRefusal`, or its result. */
export type Agent = {
  status(query: { since?: number; waitSeconds?: number }, signal?: AbortSignal): Promise<AgentStatus>;
  proof(): Promise<SandboxProof>;
  putConfig(config: PutConfig): Promise<PutConfigResult>;
  stop(): Promise<void>;
  approvePairing(decision: PairingDecision): Promise<void>;
  dismissPairing(decision: PairingDecision): Promise<void>;
  /** Opens the web chat's session for reading. */
  openChat(sessionId: string): Promise<void>;
};

/** A client for the agent of the sandbox at this address. */
export type ConnectAgent = (address: string, token: string) => Agent;

/** The agent could not be reached, or did not answer in time. */
export class AgentSilent extends Error {
  constructor(cause: unknown) {
    super('the sandbox agent does not answer', { cause });
    this.name = 'AgentSilent';
  }
}

/** The agent said no. */
export class AgentRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AgentRefusal';
    this.code = code;
  }
}

import type { AgentFailure, AgentFailureCode } from '@clawberth/openclaw/agent-protocol';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** OpenClaw's "configuration-class startup failure" (docs: gateway/embedding.md). */
const EXIT_CONFIG_INVALID = 78;
const EXIT_KILLED = 137;

/** What a gateway's end means. `askedToKill`: the agent itself sent SIGKILL. */
export function explainExit(exit: Exit, askedToKill: boolean, logTail: string[]): AgentFailure {
  const code = failureCode(exit, askedToKill);
  return { code, message: MESSAGES[code], exitCode: exit.code, logTail };
}

function failureCode(exit: Exit, askedToKill: boolean): AgentFailureCode {
  if (exit.code === EXIT_CONFIG_INVALID) return 'config_invalid';
  if (!askedToKill && (exit.signal === 'SIGKILL' || exit.code === EXIT_KILLED)) return 'out_of_memory';
  // V8 ends itself with SIGABRT when its heap is full.
  if (exit.signal === 'SIGABRT' || exit.code === 134) return 'out_of_memory';
  return 'gateway_exited';
}

const MESSAGES: Record<AgentFailureCode, string> = {
  config_invalid:
    'OpenClaw refused its configuration (exit code 78). It is not started again until the configuration changes.',
  out_of_memory: 'OpenClaw was killed because the sandbox ran out of memory.',
  gateway_exited: 'OpenClaw stopped by itself.',
  start_timeout: 'OpenClaw did not answer in time after its start.',
};

/** The same shape for a gateway that never became live. */
export function explainStartTimeout(logTail: string[]): AgentFailure {
  return { code: 'start_timeout', message: MESSAGES.start_timeout, exitCode: null, logTail };
}

import type { AgentErrorBody, ConfigIssue } from '../agent-protocol.ts';

/**
 * - `agent_unreachable`: no answer in time, or none that an agent gives. Worth a retry.
 * - `agent_refused`: the agent said no; `refusal` is its own code. Not worth a retry as it is,
 *   except for `not_ready` and `busy`.
 * - `config_invalid`: OpenClaw refuses the config; `issues` say where.
 * - `agent_failed`: the agent or its gateway broke on the call.
 */
export type AgentErrorCode = 'agent_unreachable' | 'agent_refused' | 'config_invalid' | 'agent_failed';

/** The one error of the agent's client. Its message holds no address and no token. */
export class AgentError extends Error {
  readonly code: AgentErrorCode;
  readonly refusal: AgentErrorBody['code'] | null;
  readonly issues: ConfigIssue[];
  readonly retryable: boolean;

  constructor(code: AgentErrorCode, message: string, details: { body?: AgentErrorBody; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AgentError';
    this.code = code;
    this.refusal = details.body?.code ?? null;
    this.issues = details.body?.issues ?? [];
    this.retryable = isRetryable(code, this.refusal);
  }
}

function isRetryable(code: AgentErrorCode, refusal: AgentErrorBody['code'] | null): boolean {
  if (code === 'agent_refused') return refusal === 'not_ready' || refusal === 'busy';
  return code !== 'config_invalid';
}

/** The error that an agent's refusal stands for. */
export function refusalError(status: number, body: AgentErrorBody | null): AgentError {
  if (!body) return new AgentError('agent_unreachable', `what answered is no sandbox agent (status ${status})`);
  const code =
    body.code === 'config_invalid'
      ? 'config_invalid'
      : body.code === 'gateway_refused' || body.code === 'internal'
        ? 'agent_failed'
        : 'agent_refused';
  return new AgentError(code, body.message, { body });
}

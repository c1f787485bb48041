import type { AgentErrorBody, ConfigIssue } from '@clawberth/openclaw/agent-protocol';

const STATUS: Record<AgentErrorBody['code'], number> = {
  unauthorised: 401,
  not_found: 404,
  bad_request: 400,
  body_too_large: 413,
  config_invalid: 422,
  not_ready: 409,
  busy: 409,
  stopping: 409,
  gateway_refused: 502,
  internal: 500,
};

/** The one error that a handler throws to refuse; everything else becomes `internal`. */
export class AgentRefusal extends Error {
  readonly code: AgentErrorBody['code'];
  readonly status: number;
  readonly issues: ConfigIssue[];
  constructor(code: AgentErrorBody['code'], message: string, issues: ConfigIssue[] = []) {
    super(message);
    this.name = 'AgentRefusal';
    this.code = code;
    this.status = STATUS[code];
    this.issues = issues;
  }
  body(): AgentErrorBody {
    return {
      code: this.code,
      message: this.message.slice(0, 2_000),
      ...(this.issues.length > 0 ? { issues: this.issues.slice(0, 50) } : {}),
    };
  }
}

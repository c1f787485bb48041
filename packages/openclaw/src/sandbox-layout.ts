/** Port on which the agent listens inside the container. */
export const AGENT_PORT = 18080;

export type SandboxLayout = {
  root: string;
  home: string;
  stateDir: string;
  configPath: string;
  workspaceDir: string;
  secretsDir: string;
  logFile: string;
  /** The agent's own model door, on loopback: it answers OpenClaw's first, unseen question. */
  warmupBaseUrl: string;
};

/** Where everything of a bot lies below its one volume, `/state` in a sandbox. */
export function sandboxLayout(root = '/state', agentPort = AGENT_PORT): SandboxLayout {
  return {
    root,
    home: `${root}/home`,
    stateDir: `${root}/openclaw`,
    configPath: `${root}/openclaw/openclaw.json`,
    workspaceDir: `${root}/workspace`,
    secretsDir: `${root}/secrets`,
    logFile: `${root}/openclaw/logs/gateway.log`,
    warmupBaseUrl: `http://127.0.0.1:${agentPort}/warmup/v1`,
  };
}

/** Names of the secret files; also their SecretRef providers in OpenClaw's config. */
export const SECRET_NAMES = {
  gatewayToken: 'gateway-token',
  modelToken: 'model-token',
  telegramToken: 'telegram-token',
} as const;

/** The model that warms OpenClaw up: `<provider>/<model>` in its config, answered by the agent. */
export const WARMUP_MODEL = { provider: 'warmup', id: 'warm' } as const;

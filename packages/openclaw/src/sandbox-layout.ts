export type SandboxLayout = {
  root: string;
  home: string;
  stateDir: string;
  configPath: string;
  workspaceDir: string;
  secretsDir: string;
  logFile: string;
};

/** Where everything of a bot lies below its one volume, `/state` in a sandbox. */
export function sandboxLayout(root = '/state'): SandboxLayout {
  return {
    root,
    home: `${root}/home`,
    stateDir: `${root}/openclaw`,
    configPath: `${root}/openclaw/openclaw.json`,
    workspaceDir: `${root}/workspace`,
    secretsDir: `${root}/secrets`,
    logFile: `${root}/openclaw/logs/gateway.log`,
  };
}

/** Names of the secret files; also their SecretRef providers in OpenClaw's config. */
export const SECRET_NAMES = {
  gatewayToken: 'gateway-token',
  modelToken: 'model-token',
  telegramToken: 'telegram-token',
} as const;

import type { EnvironmentVariable, SandboxLayout } from '@clawberth/openclaw/agent-protocol';

/**
 * The whole environment of an OpenClaw child: nothing of the agent's own leaks in. The bot's own variables come
 * first, so that none of them can stand over what OpenClaw is run with; they stand here and in no file.
 * `gvisor`: older gVisor lacks `openat2`, which OpenClaw's native file helper needs
 * (design: openclaw-facts.md); without the helper it works on every version.
 */
export function gatewayEnv({
  layout,
  gvisor,
  variables,
}: {
  layout: SandboxLayout;
  gvisor: boolean;
  variables: readonly EnvironmentVariable[];
}): Record<string, string> {
  return {
    ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: layout.home,
    LANG: 'C.UTF-8',
    NODE_ENV: 'production',
    // Gains nothing under gVisor and costs some 65 MB (measured with OpenClaw 2026.9.6).
    NODE_DISABLE_COMPILE_CACHE: '1',
    OPENCLAW_STATE_DIR: layout.stateDir,
    OPENCLAW_CONFIG_PATH: layout.configPath,
    OPENCLAW_NO_RESPAWN: '1',
    // Without this the launcher starts a second process only to move its compile cache.
    OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    OPENCLAW_EXEC_SHELL_SNAPSHOT: '0',
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_OFFLINE: '1',
    OPENCLAW_SKIP_CRON: '1',
    OPENCLAW_HIDE_BANNER: '1',
    ...(gvisor ? { OPENCLAW_FS_SAFE_NATIVE_MODE: 'off' } : {}),
  };
}

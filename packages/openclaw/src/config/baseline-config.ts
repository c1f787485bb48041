/**
 * What every bot's openclaw.json says, whatever its form says (design: field.md A24).
 * Every setting here closes a door or saves start-up time; the tests try the effects
 * against the real OpenClaw. A fresh object on each call.
 */
export function baselineConfig() {
  return {
    discovery: { mdns: { mode: 'off' } },
    update: { checkOnStart: false, auto: { enabled: false } },
    telemetry: { enabled: false },
    session: {
      dmScope: 'per-channel-peer',
      maintenance: { mode: 'enforce', pruneAfter: '30d' },
      sharing: { readOnly: false, suggest: false, drafts: false },
    },
    tools: closedTools(),
    skills: { load: { watch: false }, workshop: { autonomous: { mode: 'off' } } },
    browser: { enabled: false },
    cron: { enabled: false },
    transcripts: { enabled: false },
    acp: { enabled: false },
    diagnostics: { enabled: false },
    commands: closedCommands(),
  };
}

/** A bot talks and does nothing else: no tool reaches the model. */
function closedTools() {
  return {
    profile: 'minimal',
    deny: ['*'],
    fs: { workspaceOnly: true },
    exec: { security: 'deny', ask: 'always' },
    elevated: { enabled: false },
    sessions: { visibility: 'self' },
    agentToAgent: { enabled: false },
    loopDetection: { enabled: true },
    message: {
      crossContext: { allowWithinProvider: false, allowAcrossProviders: false },
      broadcast: { enabled: false },
    },
    web: { search: { enabled: false }, fetch: { enabled: false } },
    links: { enabled: false },
    media: { image: { enabled: false }, audio: { enabled: false }, video: { enabled: false } },
  };
}

/** "/status" and its kind are text like any other: visitors command nothing. */
function closedCommands() {
  return {
    native: false,
    nativeSkills: false,
    text: false,
    restart: false,
    bash: false,
    config: false,
    mcp: false,
    plugins: false,
    debug: false,
    allowFrom: { '*': [] },
  };
}

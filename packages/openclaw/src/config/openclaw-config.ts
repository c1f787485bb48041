import type { BotConfigInput } from '../render-config-types.ts';
import { SECRET_NAMES, WARMUP_MODEL } from '../sandbox-layout.ts';
import type { SandboxLayout } from '../sandbox-layout.ts';
import { baselineConfig } from './baseline-config.ts';
import { MODEL_PROVIDER_ID, modelSection } from './model-section.ts';
import { secretProvider, secretRef } from './secret-ref.ts';
import { telegramSection } from './telegram-section.ts';

const ANSWER_TIMEOUT_SECONDS = 300;
/** OpenClaw cuts a persona file after so many characters; the longest possible one is shorter. */
const PERSONA_FILE_MAX_CHARS = 40_000;

/** The whole openclaw.json of a bot; with null, of a sandbox that waits for one. */
export function openclawConfig(input: BotConfigInput | null, layout: SandboxLayout): Record<string, unknown> {
  const telegram = input?.telegram ?? null;
  const secretNames = [
    SECRET_NAMES.gatewayToken,
    ...(input ? [SECRET_NAMES.modelToken] : []),
    ...(telegram ? [SECRET_NAMES.telegramToken] : []),
  ];
  const model = input ? `${MODEL_PROVIDER_ID}/${input.model.modelId}` : `${WARMUP_MODEL.provider}/${WARMUP_MODEL.id}`;
  return {
    ...baselineConfig(),
    gateway: gatewaySection(),
    secrets: { providers: Object.fromEntries(secretNames.map((name) => [name, secretProvider(layout, name)])) },
    models: modelSection(input?.model ?? null, layout),
    agents: {
      defaults: {
        model: { primary: model },
        workspace: layout.workspaceDir,
        timeoutSeconds: ANSWER_TIMEOUT_SECONDS,
        heartbeat: { every: '0m' },
        skills: [],
        skipBootstrap: true,
        bootstrapMaxChars: PERSONA_FILE_MAX_CHARS,
        startupContext: { enabled: false },
        subagents: { maxSpawnDepth: 1, maxConcurrent: 1 },
      },
    },
    // Never empty: an empty or absent list lets all plugins in (13 were loaded). Telegram's rests without a channel.
    plugins: { allow: ['telegram'], slots: { memory: 'none' } },
    logging: {
      level: 'info',
      consoleLevel: 'info',
      consoleStyle: 'json',
      file: layout.logFile,
      maxFileBytes: 5_000_000,
      audit: { enabled: true },
    },
    ...(telegram ? { channels: { telegram: telegramSection(telegram) } } : {}),
  };
}

function gatewaySection() {
  return {
    mode: 'local',
    bind: 'loopback',
    port: 18789,
    auth: {
      mode: 'token',
      token: secretRef(SECRET_NAMES.gatewayToken),
      rateLimit: { maxAttempts: 10, windowMs: 60_000, lockoutMs: 300_000 },
    },
    terminal: { enabled: false },
    controlUi: { enabled: false },
    cliAgents: { enabled: false },
    nodes: { allowSkills: false, pluginTools: { enabled: false } },
    http: { endpoints: { chatCompletions: { enabled: false }, responses: { enabled: false } } },
    reload: { mode: 'hybrid' },
  };
}

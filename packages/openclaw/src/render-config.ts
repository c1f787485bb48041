import { baselineConfig } from './config/baseline-config.ts';
import { MODEL_PROVIDER_ID, modelSection } from './config/model-section.ts';
import { secretProvider, secretRef } from './config/secret-ref.ts';
import { telegramSection } from './config/telegram-section.ts';
import type { BotConfigInput, RenderedConfig } from './render-config-types.ts';
import { SECRET_NAMES, sandboxLayout } from './sandbox-layout.ts';
import { renderPersona } from './templates/render-persona.ts';

const ANSWER_TIMEOUT_SECONDS = 300;
/** OpenClaw cuts a persona file after so many characters; the longest possible one is shorter. */
const PERSONA_FILE_MAX_CHARS = 40_000;

/**
 * Turns what the web form says into OpenClaw's config, persona files and secret files.
 * The same input gives the same bytes. No secret stands in `config` or `files`.
 * `layout` differs from the sandbox's only in tests on a bare machine.
 * Throws RangeError when a text is longer than the form allows.
 */
export function renderConfig(input: BotConfigInput, layout = sandboxLayout()): RenderedConfig {
  const secretFiles = renderSecretFiles(input);
  const config = {
    ...baselineConfig(),
    gateway: {
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
    },
    secrets: {
      providers: Object.fromEntries(secretFiles.map(({ name }) => [name, secretProvider(layout, name)])),
    },
    models: modelSection(input.model),
    agents: {
      defaults: {
        model: { primary: `${MODEL_PROVIDER_ID}/${input.model.modelId}` },
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
    // Without telegram the list must still be there: an absent list allows all plugins.
    plugins: { allow: input.telegram ? ['telegram'] : [], slots: { memory: 'none' } },
    logging: {
      level: 'info',
      consoleLevel: 'info',
      consoleStyle: 'json',
      file: layout.logFile,
      maxFileBytes: 5_000_000,
      audit: { enabled: true },
    },
    ...(input.telegram ? { channels: { telegram: telegramSection(input.telegram) } } : {}),
  };
  return { config, files: renderPersona(input), secretFiles };
}

function renderSecretFiles(input: BotConfigInput): RenderedConfig['secretFiles'] {
  return [
    { name: SECRET_NAMES.gatewayToken, content: input.gatewayToken },
    { name: SECRET_NAMES.modelToken, content: input.model.token },
    ...(input.telegram ? [{ name: SECRET_NAMES.telegramToken, content: input.telegram.standInToken }] : []),
  ];
}

import { openclawConfig } from './config/openclaw-config.ts';
import type { BotConfigInput, RenderedConfig } from './render-config-types.ts';
import { SECRET_NAMES, sandboxLayout } from './sandbox-layout.ts';
import { renderPersona } from './templates/render-persona.ts';

/**
 * Turns what the web form says into OpenClaw's config, persona files and secret files.
 * The same input gives the same bytes. No secret stands in `config` or `files`.
 * `layout` differs from the sandbox's only in tests on a bare machine.
 * Throws RangeError when a text is longer than the form allows.
 */
export function renderConfig(input: BotConfigInput, layout = sandboxLayout()): RenderedConfig {
  return {
    config: openclawConfig(input, layout),
    files: renderPersona(input),
    secretFiles: [
      { name: SECRET_NAMES.gatewayToken, content: input.gatewayToken },
      { name: SECRET_NAMES.modelToken, content: input.model.token },
      ...(input.telegram ? [{ name: SECRET_NAMES.telegramToken, content: input.telegram.standInToken }] : []),
    ],
  };
}

/**
 * Nobody's bot: a config with which a sandbox can wait, warm, for its owner. Putting a
 * bot's config with the same gateway token over it applies without a restart.
 */
export function renderBlankConfig(gatewayToken: string, layout = sandboxLayout()): RenderedConfig {
  return {
    config: openclawConfig(null, layout),
    files: [],
    secretFiles: [{ name: SECRET_NAMES.gatewayToken, content: gatewayToken }],
  };
}

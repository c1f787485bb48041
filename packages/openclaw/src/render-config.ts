import type { BotConfigInput, RenderedConfig } from './render-config-types.ts';

/** Turns what the web form says into OpenClaw's config, persona files and secret files. */
export function renderConfig(_input: BotConfigInput): RenderedConfig {
  throw new Error('being written');
}

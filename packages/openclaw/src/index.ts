export * from './agent-protocol.ts';
export * from './airlock-urls.ts';
export * from './find-provider.ts';
export * from './providers.ts';
export * from './render-config-types.ts';
export * from './render-config.ts';
export { OWNER_TEXT_MAX_CHARS } from './templates/render-persona.ts';
export * from './templates/templates.ts';
export * from './visitor-text.ts';

export * from './agent-protocol.ts';
export * from './airlock-urls.ts';
export * from './find-provider.ts';
export * from './providers.ts';
export * from './render-config-types.ts';
export * from './render-config.ts';

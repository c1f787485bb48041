export * from './bot-config-input.ts';
export * from './openclaw-dir.ts';
export * from './run-openclaw.ts';
export * from './write-rendered-config.ts';

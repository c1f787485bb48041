export * from './agent.ts';
export * from './env.ts';

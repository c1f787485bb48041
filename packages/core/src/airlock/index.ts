export * from './views.ts';
export { resolveCaller } from './resolve-caller.ts';
export { agentAddress } from './agent-address.ts';
export { recordActivity } from './record-activity.ts';

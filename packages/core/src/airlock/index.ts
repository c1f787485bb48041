export * from './views.ts';
export { resolveCaller } from './resolve-caller.ts';
export { addressInSubnet } from './address-in-subnet.ts';
export { agentAddress } from './agent-address.ts';
export { recordActivity } from './record-activity.ts';
export { watchSecrets } from './watch-secrets.ts';
export { hashToken } from '../secrets/hash-token.ts';
export { recordProviderAnswer, type ProviderAnswer } from './record-provider-answer.ts';

export * from './views.ts';
export { confirmSecondFactor as confirm } from './confirm-second-factor.ts';
export { getSecondFactor as get } from './get-second-factor.ts';
export { renewRecoveryCodes } from './renew-recovery-codes.ts';
export { startSecondFactor as start } from './start-second-factor.ts';
export { turnOffSecondFactor as turnOff } from './turn-off-second-factor.ts';
export type { TotpSecret } from './make-totp-secret.ts';

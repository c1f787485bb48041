export * from './views.ts';
export { createOrganisation as create } from './create-organisation.ts';
export { getOrganisation as get } from './get-organisation.ts';
export { listWithoutSecondFactor } from './list-without-second-factor.ts';
export { listDueSecrets } from './list-due-secrets.ts';
export { requireSecondFactor } from './require-second-factor.ts';
export { setRotationPolicy } from './set-rotation-policy.ts';

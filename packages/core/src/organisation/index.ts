export * from './views.ts';
export { getOrganisation as get } from './get-organisation.ts';
export { requireSecondFactor } from './require-second-factor.ts';

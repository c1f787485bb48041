export * from './views.ts';
export { getOrganisation as get } from './get-organisation.ts';

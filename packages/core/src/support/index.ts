export type * from './views.ts';
export { searchOrganisations as search } from './search-organisations.ts';
export { startVisit as visit } from './start-visit.ts';
export { endVisit as leave } from './end-visit.ts';
export { listOpenVisits } from './list-open-visits.ts';
export { listVisits } from './list-visits.ts';
export { setSupportRole } from './set-support-role.ts';

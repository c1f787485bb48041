import type { OrganisationOfUser } from '../organisation/views.ts';
import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';

export async function listOrganisations(_request: RequestContext, _userId: string): Promise<OrganisationOfUser[]> {
  throw new ClawberthError('internal', 'Not built yet.');
}

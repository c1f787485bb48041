import type { Context } from '../context.ts';
import type { OrganisationView } from './views.ts';
import { ClawberthError } from '../errors.ts';

export async function getOrganisation(_ctx: Context): Promise<OrganisationView> {
  throw new ClawberthError('internal', 'Not built yet.');
}

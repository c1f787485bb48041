import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';

export async function acceptInvitation(_request: RequestContext, _input: { token: string; userId: string }): Promise<{ organisationSlug: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

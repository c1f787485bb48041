import type { InvitationPreview } from './views.ts';
import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';

export async function previewInvitation(_request: RequestContext, _input: { token: string }): Promise<InvitationPreview> {
  throw new ClawberthError('internal', 'Not built yet.');
}

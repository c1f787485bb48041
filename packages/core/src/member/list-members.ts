import type { Context } from '../context.ts';
import type { InvitationView, MemberView } from './views.ts';
import { ClawberthError } from '../errors.ts';

export async function listMembers(_ctx: Context): Promise<{ members: MemberView[]; invitations: InvitationView[] }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

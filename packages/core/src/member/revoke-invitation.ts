import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function revokeInvitation(_ctx: Context, _input: { invitationId: string }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

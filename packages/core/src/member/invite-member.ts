import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function inviteMember(_ctx: Context, _input: { email: string; role: 'admin' | 'viewer' }): Promise<{ invitationId: string; token: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

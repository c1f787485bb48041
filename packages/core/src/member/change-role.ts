import type { Context } from '../context.ts';
import type { Role } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';

export async function changeRole(_ctx: Context, _input: { userId: string; role: Role }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

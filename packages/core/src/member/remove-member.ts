import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function removeMember(_ctx: Context, _input: { userId: string }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

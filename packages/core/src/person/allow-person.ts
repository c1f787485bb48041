import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function allowPerson(_ctx: Context, _input: { botId: string; requestId: string }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

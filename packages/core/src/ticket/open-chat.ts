import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function openChat(_ctx: Context, _input: { botId: string }): Promise<{ ticket: string; botId: string; sessionId: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

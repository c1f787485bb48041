import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function openLogs(_ctx: Context, _input: { botId: string }): Promise<{ ticket: string; botId: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

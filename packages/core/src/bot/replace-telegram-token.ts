import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function replaceTelegramToken(_ctx: Context, _input: { botId: string; token: string }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

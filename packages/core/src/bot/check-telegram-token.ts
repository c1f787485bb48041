import type { Context } from '../context.ts';
import type { TelegramBotFacts } from './views.ts';
import { ClawberthError } from '../errors.ts';

export async function checkTelegramToken(_ctx: Context, _input: { token: string }): Promise<TelegramBotFacts> {
  throw new ClawberthError('internal', 'Not built yet.');
}

import type { BotView } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function getBot(_ctx: Context, _input: { botId: string }): Promise<BotView> {
  throw new ClawberthError('internal', 'Not built yet.');
}

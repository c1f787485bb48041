import type { BotConfigView } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function getConfig(_ctx: Context, _input: { botId: string }): Promise<BotConfigView> {
  throw new ClawberthError('internal', 'Not built yet.');
}

import type { BotSummary } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function listBots(_ctx: Context): Promise<BotSummary[]> {
  throw new ClawberthError('internal', 'Not built yet.');
}

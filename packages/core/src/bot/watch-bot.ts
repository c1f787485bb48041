import type { BotView } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function* watchBot(_ctx: Context, _input: { botId: string }, _signal: AbortSignal): AsyncGenerator<BotView, void, undefined> {
  yield* [];
  throw new ClawberthError('internal', 'Not built yet.');
}

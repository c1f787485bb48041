import type { BotSummary } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function* watchBots(_ctx: Context, _signal: AbortSignal): AsyncGenerator<BotSummary[], void, undefined> {
  yield* [];
  throw new ClawberthError('internal', 'Not built yet.');
}

import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function replaceProviderKey(_ctx: Context, _input: { botId: string; key: string }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}

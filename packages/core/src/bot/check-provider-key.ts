import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function checkProviderKey(_ctx: Context, _input: { providerId: string; key: string; modelId: string }): Promise<{ ok: true; modelLabel: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

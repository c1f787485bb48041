import type { AuditView } from '../audit/views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export async function botHistory(_ctx: Context, _input: { botId: string; limit: number }): Promise<AuditView[]> {
  throw new ClawberthError('internal', 'Not built yet.');
}

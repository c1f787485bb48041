import type { Context } from '../context.ts';
import type { DeployInput } from './deploy-input.ts';
import { ClawberthError } from '../errors.ts';

export async function deployBot(_ctx: Context, _input: DeployInput): Promise<{ botId: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

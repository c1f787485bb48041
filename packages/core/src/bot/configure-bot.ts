import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export type ConfigureInput = {
  botId: string;
  /** The version that the form was filled from. */
  expectedVersion: number;
  name: string;
  instructions: string;
  about: string;
  modelId: string;
};

export async function configureBot(_ctx: Context, _input: ConfigureInput): Promise<{ version: number; effect: 'now' | 'restart' }> {
  throw new ClawberthError('internal', 'Not built yet.');
}

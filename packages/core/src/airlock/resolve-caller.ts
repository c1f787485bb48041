import type { AirlockCaller } from './views.ts';
import type { Services } from '../services.ts';
import { ClawberthError } from '../errors.ts';

export async function resolveCaller<K extends AirlockCaller['kind']>(_services: Services, _input: { tokenHash: string; kind: K; remoteAddress: string }): Promise<Extract<AirlockCaller, { kind: K }>> {
  throw new ClawberthError('internal', 'Not built yet.');
}

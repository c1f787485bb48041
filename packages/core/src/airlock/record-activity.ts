import type { Services } from '../services.ts';
import { ClawberthError } from '../errors.ts';

export async function recordActivity(_services: Services, _caller: { botId: string; organisationId: string }, _activity: { inbound?: true; answered?: true }): Promise<void> {
  throw new ClawberthError('internal', 'Not built yet.');
}
